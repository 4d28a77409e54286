// Several files that may have been given together by mistake.
#ifndef HEADROOM_SERIES_UNRELATED_FILES_H
#define HEADROOM_SERIES_UNRELATED_FILES_H

#include "base/notes.h"
#include "series/stream_groups.h"

/// Notes every file that shares neither a series nor a span of time with any other one: joined,
/// their rows stand one behind the other with nothing side by side.
void unrelated_files_note(const struct samples *samples, const struct stream_groups *groups,
                          struct notes *notes);

#endif
