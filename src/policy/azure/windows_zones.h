// Time zones as Windows names them.
#ifndef HEADROOM_POLICY_AZURE_WINDOWS_ZONES_H
#define HEADROOM_POLICY_AZURE_WINDOWS_ZONES_H

#include <stdbool.h>

/// The IANA name of a zone of Windows; NULL where there is none. `*known`: whether it is one.
const char *windows_zone_iana(const char *name, bool *known);

/// The name in Windows of a zone of the IANA; NULL.
const char *windows_zone_of(const char *iana);

#endif
