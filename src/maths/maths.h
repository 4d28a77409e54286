// The mathematics library's one piece of set-up.
#ifndef HEADROOM_MATHS_MATHS_H
#define HEADROOM_MATHS_MATHS_H

/// Turns off GSL's habit of ending the program on a domain error; call once before anything else.
/// Every wrapper in this room checks its domain first and returns NaN or false outside it.
void maths_init(void);

/// Version of the GSL that is linked, for `headroom --version`.
const char *maths_library_version(void);

#endif
