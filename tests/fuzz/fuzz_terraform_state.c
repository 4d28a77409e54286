// Any bytes as a state of Terraform, raw or shown, or as a plan. Read or refused, and what is read
// holds together.
#include "policy_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    policy_input(data, size);
    return 0;
}
