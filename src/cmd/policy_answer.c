#include "cmd/policy_answer.h"

#include "cmd/emit_policy.h"
#include "cmd/put_document.h"
#include "terms/assumed.h"

static int put_text(const struct policy_answer *answer, struct err *err)
{
    struct invocation *invocation = answer->options->invocation;
    const char *deploy;
    if (emit_commands(invocation, answer->policy, answer->format, &deploy, err) != 0)
        return -1;
    struct document document = {0};
    answer->write(answer->found, deploy, &document);
    put_document(invocation, &document);
    document_release(&document);
    return 0;
}

static int put_table(const struct policy_answer *answer, struct err *err)
{
    struct table table = {0};
    answer->fill(answer->found, &table);
    int status = output_table(answer->options->invocation, &table, err);
    table_release(&table);
    return status;
}

int policy_answer_put(const struct policy_answer *answer, struct err *err)
{
    struct invocation *invocation = answer->options->invocation;
    enum output_format format = output_format(invocation);
    bool emits = option_given(invocation, OPT_EMIT);
    if (!emits && (format == OUTPUT_TEXT || format == OUTPUT_MARKDOWN))
        return put_text(answer, err);
    int status = emits ? emit_policy(invocation, answer->policy, err) : put_table(answer, err);
    sizing_note_assumptions(answer->options);
    return status;
}
