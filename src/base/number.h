// Numbers as text, the same in every locale.
#ifndef HEADROOM_BASE_NUMBER_H
#define HEADROOM_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

enum { NUMBER_TEXT_MAX = 40 };

/// Parses the whole of `text` as a decimal number ("12", "-3.5", "+1e-9", ".5", "5."; no hex, no
/// blanks, no inf or nan). Correctly rounded: exact fast path up to 2^53 and 22 decimals, else
/// integer division or strtod. Returns false (and leaves *value alone) when it is not one or is not
/// finite.
bool number_parse(const char *text, size_t length, double *value);

/// Parses a decimal number at the start of `text`; returns how many bytes belong to it, 0 if none.
size_t number_parse_prefix(const char *text, size_t length, double *value);

/// Parses a non-negative integer that fits; the whole of `text`.
bool number_parse_size(const char *text, size_t length, size_t *value);

/// Writes `value` with 10 significant digits, without an exponent within 1e-6..1e15, no trailing
/// zeros, never "-0"; "" for NaN, "inf" and "-inf" else. Returns `out`.
const char *number_format(char out[NUMBER_TEXT_MAX], double value);

/// Writes `value` with exactly `decimals` decimals (rule 4: cost_hour 4, cost_month 2); "" for NaN.
const char *number_format_fixed(char out[NUMBER_TEXT_MAX], double value, int decimals);

/// For people: `digits` significant digits, but never less than the whole integer part, without
/// trailing zeros, thousands as "1,204,551"; "-" for NaN.
const char *number_format_human(char out[NUMBER_TEXT_MAX], double value, int digits);

/// A share for people, in the one style of all text: "82.6%" of 0.826, with `digits` as above.
const char *percent_format(char out[NUMBER_TEXT_MAX], double share, int digits);

/// The same of a change, with its sign: "+3.1%"; "0%" of what is less than 1e-9.
const char *percent_format_change(char out[NUMBER_TEXT_MAX], double share, int digits);

#endif
