// Quantities of Kubernetes (API conventions, "Quantity"): a number with a suffix of tens or of
// twos.
#include "base/number.h"
#include "policy/kubernetes/kubernetes_parts.h"

#include <math.h>
#include <string.h>

struct suffix {
    const char *text;
    double factor;
};

static const struct suffix suffixes[] = {
    {"", 1.0},
    {"n", 1e-9},
    {"u", 1e-6},
    {"m", 1e-3},
    {"k", 1e3},
    {"M", 1e6},
    {"G", 1e9},
    {"T", 1e12},
    {"P", 1e15},
    {"E", 1e18},
    {"Ki", 1024.0},
    {"Mi", 1048576.0},
    {"Gi", 1073741824.0},
    {"Ti", 1099511627776.0},
    {"Pi", 1125899906842624.0},
    {"Ei", 1152921504606846976.0},
};

static double read_quantity(struct fields *fields, const struct node *map, const char *key,
                            bool zero)
{
    const char *text = field_text(fields, map, key);
    if (text == NULL)
        return NAN;
    size_t length = strlen(text);
    double number = NAN;
    size_t digits = number_parse_prefix(text, length, &number);
    // "1E" is an exa, not the start of an exponent, and "2e3" is 2000.
    for (size_t i = 0; digits > 0 && i < sizeof suffixes / sizeof suffixes[0]; i++) {
        if (strcmp(text + digits, suffixes[i].text) != 0)
            continue;
        // A power of ten below 1 is divided by, so that 100m is exactly 0.1.
        double factor = suffixes[i].factor;
        double value = factor < 1.0 ? number / round(1.0 / factor) : number * factor;
        if ((value > 0.0 || (zero && value == 0.0)) && isfinite(value))
            return value;
        break;
    }
    field_refuse(fields, map, key,
                 "\"%s\" is no quantity %s; write a number, or one such as 500m, 2k or 1Gi",
                 field_quote(fields, text), zero ? "of 0 or more" : "above 0");
    return NAN;
}

double kubernetes_quantity(struct fields *fields, const struct node *map, const char *key)
{
    return read_quantity(fields, map, key, false);
}

double kubernetes_quantity_or_zero(struct fields *fields, const struct node *map, const char *key)
{
    return read_quantity(fields, map, key, true);
}
