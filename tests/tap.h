// Test Anything Protocol for unit tests: each check prints one line; done() prints the plan.
#ifndef HEADROOM_TESTS_TAP_H
#define HEADROOM_TESTS_TAP_H

#include <stdbool.h>
#include <stddef.h>

/// Passes when `condition` holds. Returns the condition.
#define ok(condition, ...) tap_ok((condition), __FILE__, __LINE__, __VA_ARGS__)
__attribute__((format(printf, 4, 5))) bool tap_ok(bool condition, const char *file, int line,
                                                  const char *format, ...);

/// Passes when the integers are equal.
#define is_int(got, want, name)                                                                    \
    tap_is_int((long long)(got), (long long)(want), __FILE__, __LINE__, name)
bool tap_is_int(long long got, long long want, const char *file, int line, const char *name);

/// Passes when the strings are equal; NULL equals only NULL.
#define is_text(got, want, name) tap_is_text((got), (want), __FILE__, __LINE__, name)
bool tap_is_text(const char *got, const char *want, const char *file, int line, const char *name);

/// Passes when `got` contains `part`.
#define has_text(got, part, name) tap_has_text((got), (part), __FILE__, __LINE__, name)
bool tap_has_text(const char *got, const char *part, const char *file, int line, const char *name);

/// Passes when |got - want| <= rel * |want| (absolute when want is 0); NaN equals NaN.
#define near(got, want, rel, name) tap_near((got), (want), (rel), __FILE__, __LINE__, name)
bool tap_near(double got, double want, double rel, const char *file, int line, const char *name);

/// A check that cannot run here, with the reason.
void skip(const char *name, const char *reason);

/// Prints the plan; returns main's exit status.
int done(void);

#endif
