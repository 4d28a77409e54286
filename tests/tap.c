#include "tap.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int checks;
static int failures;

bool tap_ok(bool condition, const char *file, int line, const char *format, ...)
{
    checks++;
    printf("%sok %d - ", condition ? "" : "not ", checks);
    va_list arguments;
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("\n");
    if (!condition) {
        failures++;
        printf("# failed at %s:%d\n", file, line);
    }
    return condition;
}

bool tap_is_int(long long got, long long want, const char *file, int line, const char *name)
{
    bool same = tap_ok(got == want, file, line, "%s", name);
    if (!same)
        printf("# got %lld, want %lld\n", got, want);
    return same;
}

bool tap_is_text(const char *got, const char *want, const char *file, int line, const char *name)
{
    bool equal = got == want || (got != NULL && want != NULL && strcmp(got, want) == 0);
    bool same = tap_ok(equal, file, line, "%s", name);
    if (!same)
        printf("# got  \"%s\"\n# want \"%s\"\n", got == NULL ? "(null)" : got,
               want == NULL ? "(null)" : want);
    return same;
}

bool tap_has_text(const char *got, const char *part, const char *file, int line, const char *name)
{
    bool has = tap_ok(got != NULL && strstr(got, part) != NULL, file, line, "%s", name);
    if (!has)
        printf("# got \"%s\"\n# want it to contain \"%s\"\n", got == NULL ? "(null)" : got, part);
    return has;
}

bool tap_near(double got, double want, double rel, const char *file, int line, const char *name)
{
    bool close = (isnan(got) && isnan(want)) || got == want ||
                 fabs(got - want) <= rel * (want == 0 ? 1 : fabs(want));
    bool same = tap_ok(close, file, line, "%s", name);
    if (!same)
        printf("# got %.17g, want %.17g within %g\n", got, want, rel);
    return same;
}

void skip(const char *name, const char *reason)
{
    checks++;
    printf("ok %d - %s # SKIP %s\n", checks, name, reason);
}

int done(void)
{
    printf("1..%d\n", checks);
    return failures == 0 ? 0 : 1;
}
