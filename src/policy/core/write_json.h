// JSON for people to read and for tools to deploy.
#ifndef HEADROOM_POLICY_CORE_WRITE_JSON_H
#define HEADROOM_POLICY_CORE_WRITE_JSON_H

#include "base/str.h"

#include <jansson.h>

/// Appends the value, indented by 2, with a line's end, and frees it. Members keep their order,
/// numbers have 15 significant digits.
void write_json(json_t *value, struct str *out);

/// Appends the letters and digits of a name: `separator` 0 makes a logical name of CloudFormation
/// (each word begins with a capital), '_' a name of Terraform. One that exists in `taken` (may be
/// NULL) gets a number behind it; at most 255 characters.
void write_logical_name(const char *name, char separator, const json_t *taken, struct str *out);

#endif
