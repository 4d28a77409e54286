// Any bytes as a file of values for the parameters of a template. Read or refused; what is read is
// found under its name, and counts as used then.
#include "policy/core/template_values.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct template_values values = {0};
    struct err err = {0};
    int result = template_values_read(&values, "input", (const char *)data, size, &err);
    if ((result == 0) != (err.text[0] == '\0'))
        abort();
    for (size_t i = 0; result == 0 && i < values.count; i++) {
        const char *name = values.item[i].name;
        if (template_values_find(&values, name) == NULL)
            abort();
        template_values_know(&values, name);
    }
    if (result == 0 && template_values_check(&values, &err) != 0)
        abort();
    template_values_release(&values);
    return 0;
}
