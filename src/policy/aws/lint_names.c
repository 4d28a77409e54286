// Rules on names: those that AWS refuses.
#include "policy/aws/aws_names.h"
#include "policy/core/lint_part.h"

void lint_names(const struct lint_run *run)
{
    struct aws_name_fault fault;
    for (size_t i = 0; aws_name_fault(run->set, i, &fault); i++)
        lint_add(run, LINT_AWS_NAME, &fault.origin, "%s is no name for %s: %s",
                 lint_name(run, fault.name), fault.what, fault.rule);
}
