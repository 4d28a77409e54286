#include "policy/core/policy_read.h"

#include "base/byte_source.h"
#include "base/file.h"
#include "base/memory.h"
#include "policy/core/raw_object.h"
#include "policy/core/value_tree.h"

#include <stdlib.h>
#include <string.h>

/// A family of files: how its documents are known, and who reads them.
struct source {
    bool (*is)(const struct node *root);
    int (*read)(const struct value_tree *tree, const struct node *root, struct raw_objects *objects,
                struct err *err);
};

static const struct source sources[] = {
    {is_kubernetes, read_kubernetes},
    {is_gcloud, read_gcloud},
    {is_azure, read_azure},
    {is_terraform, read_terraform},
    {is_cloudformation, read_cloudformation},
    {is_aws_cli, read_aws_cli},
};

static int read_root(const struct value_tree *tree, const struct node *root,
                     struct raw_objects *objects, struct err *err)
{
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        if (sources[i].is(root))
            return sources[i].read(tree, root, objects, err);
    }
    return err_at(err, tree->file, root->line, NULL,
                  "no scaling policy that is known: it is none of AWS CLI JSON (ScalingPolicies, "
                  "put-scaling-policy), CloudFormation (Resources), terraform show -json, a "
                  "HorizontalPodAutoscaler or a ScaledObject, an autoscalingPolicy of gcloud, an "
                  "autoscale setting of Azure (profiles)");
}

/// What is read from the files: the set of one group, or those of all.
struct wanted {
    const char *group;
    struct template_values *given; ///< NULL: none
    struct policy_set *set;        ///< NULL: all groups
    struct policy_list *list;      ///< of them
};

static int read_texts(const struct policy_text *texts, size_t count, const struct wanted *wanted,
                      struct notes *notes, struct err *err)
{
    struct value_tree *trees = mem_alloc(count, sizeof *trees);
    struct raw_objects objects = {.given = wanted->given, .notes = notes};
    int result = 0;
    for (size_t i = 0; i < count && result == 0; i++) {
        result = value_tree_parse(&trees[i], texts[i].name, texts[i].bytes, texts[i].length, err);
        for (size_t j = 0; j < trees[i].roots && result == 0; j++)
            result = read_root(&trees[i], trees[i].root[j], &objects, err);
    }
    raw_objects_merge_groups(&objects);
    if (result == 0 && wanted->given != NULL)
        result = template_values_check(wanted->given, err);
    if (result == 0 && objects.count == 0)
        result =
            err_at(err, count == 0 ? "policy" : texts[0].name, 0, NULL,
                   "no scaling policy in it; a group, its policies or an autoscaler is expected");
    if (result == 0)
        result = wanted->set != NULL
                     ? link_objects(&objects, wanted->group, texts[0].name, wanted->set, notes, err)
                     : link_all_objects(&objects, texts[0].name, wanted->list, notes, err);
    raw_objects_release(&objects);
    for (size_t i = 0; i < count; i++)
        value_tree_release(&trees[i]);
    free(trees);
    return result;
}

static int read_files(const char *const *paths, size_t count, const struct wanted *wanted,
                      struct notes *notes, struct err *err)
{
    struct policy_text *texts = mem_alloc(count, sizeof *texts);
    struct str *buffers = mem_alloc(count, sizeof *buffers);
    int result = 0;
    for (size_t i = 0; i < count && result == 0; i++) {
        result = file_read_bounded(paths[i], VALUE_TREE_BYTES_MAX, &buffers[i], err);
        texts[i] = (struct policy_text){
            .name = strcmp(paths[i], "-") == 0 ? BYTE_SOURCE_STANDARD_INPUT : paths[i],
            .bytes = str_text(&buffers[i]),
            .length = buffers[i].length};
    }
    if (result == 0)
        result = read_texts(texts, count, wanted, notes, err);
    for (size_t i = 0; i < count; i++)
        str_release(&buffers[i]);
    free(buffers);
    free(texts);
    return result;
}

int policy_read_texts(const struct policy_text *texts, size_t count, const char *group,
                      struct policy_set *set, struct notes *notes, struct err *err)
{
    return read_texts(texts, count, &(struct wanted){.group = group, .set = set}, notes, err);
}

int policy_read_filled(const char *const *paths, size_t count, const char *group,
                       struct template_values *given, struct policy_set *set, struct notes *notes,
                       struct err *err)
{
    const struct wanted wanted = {.group = group, .given = given, .set = set};
    return read_files(paths, count, &wanted, notes, err);
}

int policy_read_all(const char *const *paths, size_t count, struct template_values *given,
                    struct policy_list *list, struct notes *notes, struct err *err)
{
    return read_files(paths, count, &(struct wanted){.given = given, .list = list}, notes, err);
}
