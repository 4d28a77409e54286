#include "policy/kubernetes/kubernetes_platforms.h"

#include "base/shell_word.h"
#include "policy/core/lint_part.h"
#include "policy/core/platform_defaults.h"
#include "policy/kubernetes/kubernetes_parts.h"

#include <string.h>

void (*const kubernetes_lint[])(const struct lint_run *run) = {lint_group, lint_schedule,
                                                               lint_replicas, NULL};

const char kubernetes_other_format[] =
    "an autoscaler of Kubernetes cannot be written for AWS; --emit hpa is its format";

void kubernetes_deploy(const struct policy_sets *sets, enum policy_format format, const char *path,
                       struct str *out)
{
    (void)sets;
    (void)format;
    str_append(out, "kubectl apply -f ");
    append_shell_word(out, path);
    str_append_char(out, '\n');
}

int kubernetes_check_name(const struct policy_set *set, struct err *err)
{
    char quoted[128];
    const char *name = set->group.name;
    if (policy_is_object_name(name))
        return 0;
    return err_set(err, ERR_USAGE,
                   "\"%s\" is no name for Kubernetes: small letters, digits and dashes, such "
                   "as web-shop; --group NAME gives it",
                   err_quote(quoted, sizeof quoted, name, strlen(name)));
}

const struct platform platform_hpa = {
    .name = "HorizontalPodAutoscaler",
    .defaults = KUBERNETES_DEFAULTS,
    .has_replicas = true,
    .cancels_pending = true,
    .lint = kubernetes_lint,
    .link = hpa_link,
    .write = {[POLICY_FORMAT_HPA] = write_kubernetes},
    .other_format = kubernetes_other_format,
    .deploy = kubernetes_deploy,
    .check_name = kubernetes_check_name,
};
