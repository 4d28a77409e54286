#include "answer/policy_answer.h"

#include "answer/emit_policy.h"

int policy_answer_put(struct answer *answer, const struct sizing_options *options,
                      const struct policy_set *policy, enum policy_format format, struct err *err)
{
    struct invocation *invocation = answer->invocation;
    const char *commands;
    if (option_given(invocation, OPT_EMIT)) {
        int status = emit_policy(invocation, policy, err);
        sizing_note_assumptions(options);
        return status;
    }
    if (policy != NULL) {
        if (emit_commands(invocation, policy, format, &commands, err) != 0)
            return -1;
        document_heading(&answer->document, "To deploy it");
        document_preformatted(&answer->document, commands);
    }
    return answer_put(answer, err);
}
