// Any bytes as a policy file of Google Cloud or Azure: gcloud, az, REST, templates of the Azure
// Resource Manager, Terraform. Read or refused, and what is read holds together.
#include "policy_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    policy_input(data, size);
    return 0;
}
