// Values that are given for the parameters of templates.
#ifndef HEADROOM_POLICY_CORE_TEMPLATE_VALUES_H
#define HEADROOM_POLICY_CORE_TEMPLATE_VALUES_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct template_given {
    const char *name;
    const char *value;
    const char *place; ///< what gave it, for messages: "--parameter", "params.json:3"
    bool used;         ///< some template has the parameter
};

/// Zero-initialise; release with template_values_release.
struct template_values {
    struct arena arena; ///< of all texts
    struct template_given *item;
    size_t count, capacity;
    /// Names that templates have, for those who misspell one.
    const char **known;
    size_t knowns, known_capacity;
};

/// Adds NAME=VALUE, or all of a file where there is no "=" ("file://" may stand in front): the list
/// of ParameterKey and ParameterValue of the AWS command line, a list of "NAME=VALUE", a map of
/// names and values, or one under "Parameters". A later value counts. Errors: no such file, none of
/// these forms.
int template_values_add(struct template_values *values, const char *text, struct err *err);

/// The same of the bytes of such a file; `name` is for messages.
int template_values_read(struct template_values *values, const char *name, const char *bytes,
                         size_t length, struct err *err);

/// The value of a parameter, which counts as used; NULL where none is given or `values` is NULL.
const char *template_values_find(struct template_values *values, const char *name);

/// Says that a template has the parameter.
void template_values_know(struct template_values *values, const char *name);

/// Refuses values that no template has a parameter for.
int template_values_check(const struct template_values *values, struct err *err);

void template_values_release(struct template_values *values);

#endif
