#include "input/emit_option.h"

enum policy_format emitted_format(const struct invocation *invocation)
{
    // In the order of the option's words; hpa is an older one for kubernetes.
    static const enum policy_format formats[] = {
        POLICY_FORMAT_AWS, POLICY_FORMAT_CLOUDFORMATION, POLICY_FORMAT_TERRAFORM,
        POLICY_FORMAT_HPA, POLICY_FORMAT_GCLOUD,         POLICY_FORMAT_AZURE,
        POLICY_FORMAT_HPA,
    };
    return formats[option_choice(invocation, OPT_EMIT)];
}
