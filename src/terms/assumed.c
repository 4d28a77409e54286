#include "terms/assumed.h"

#include "base/str.h"
#include "terms/latency_terms.h"

#include <stdint.h>
#include <string.h>

/// Whether a term that was found has a part in the answer.
static bool matters(const struct sizing_options *options, const struct setting *setting,
                    const char *service)
{
    if (setting->origin == SETTING_ABSENT || setting->id == options->unknown)
        return false;
    if (setting->id == OPT_HOURS_PER_MONTH)
        return sizing_setting(options, OPT_PRICE, service).origin != SETTING_ABSENT ||
               sizing_setting(options, OPT_BUDGET, service).origin != SETTING_ABSENT;
    if (setting->id == OPT_SPARE &&
        command_option(options->invocation->command, OPT_AVAILABILITY) != NULL &&
        sizing_setting(options, OPT_AVAILABILITY, service).origin != SETTING_ABSENT)
        return false;
    bool of_auto = setting->id == OPT_REACTION || setting->id == OPT_MISS_PRICE ||
                   setting->id == OPT_DISPERSION;
    if (of_auto && command_option(options->invocation->command, OPT_REACTION) != NULL)
        return sizing_setting(options, OPT_HEADROOM, service).word != NULL;
    if (setting->id == OPT_BOOT &&
        command_option(options->invocation->command, OPT_REACTION) != NULL)
        return sizing_setting(options, OPT_HEADROOM, service).word != NULL &&
               sizing_setting(options, OPT_REACTION, service).origin == SETTING_ABSENT;
    if ((setting->id == OPT_SCV || setting->id == OPT_SERVICE_SHAPE) &&
        option_given(options->invocation, OPT_SERVICE_SAMPLES))
        return false;
    if (latency_has_term(setting->id))
        return latency_is_asked(options, service);
    if (setting->id != OPT_HEADROOM && setting->id != OPT_TARGET)
        return true;
    bool both;
    return sizing_counts_target(options, service, &both) == (setting->id == OPT_TARGET);
}

/// A term that the command takes and that has a part in the answer; else its origin is absent.
static struct setting listed_setting(const struct sizing_options *options, enum option_id id,
                                     const char *service)
{
    const struct setting absent = {.id = id, .origin = SETTING_ABSENT};
    if (option_at(id)->assumption == NULL ||
        command_option(options->invocation->command, id) == NULL)
        return absent;
    struct setting setting = sizing_setting(options, id, service);
    return matters(options, &setting, service) ? setting : absent;
}

/// Appends "headroom=50% spare=1 (defaults)": the terms of one origin.
static void append_origin(const struct sizing_options *options, enum setting_origin origin,
                          const char *file, const char *from, struct str *text)
{
    size_t before = text->length;
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++) {
        struct setting setting = listed_setting(options, id, NULL);
        if (setting.origin != origin || (file != NULL && setting.row->file != file))
            continue;
        str_append(text, text->length > before || before == 0 ? " " : ", ");
        str_appendf(text, "%s=%s", option_at(id)->assumption, setting.text);
    }
    if (text->length > before)
        str_appendf(text, " (%s)", from);
}

void sizing_note_assumptions(const struct sizing_options *options)
{
    const struct assumptions *assumptions = &options->assumptions;
    struct str text = {0};
    append_origin(options, SETTING_DEFAULT, NULL, "defaults", &text);
    append_origin(options, SETTING_OPTION, NULL, "options", &text);
    size_t of_services = 0;
    for (size_t i = 0; i < assumptions->count; i++) {
        const struct assumption *row = &assumptions->item[i];
        of_services += row->service != NULL;
        size_t first = 0;
        while (assumptions->item[first].file != row->file)
            first++;
        if (first == i)
            append_origin(options, SETTING_FILE, row->file, row->file, &text);
    }
    if (of_services > 0)
        str_appendf(&text, ", and %zu %s of single services", of_services,
                    of_services == 1 ? "row" : "rows");
    if (text.length > 0)
        notes_add(&options->invocation->notes, NOTE_INFO, "assumptions", "using%s",
                  str_text(&text));
    str_release(&text);
}

/// All values of an option that may be given several times: "120, 40k/s".
static const char *all_values(struct invocation *invocation, enum option_id id)
{
    const char *const *values;
    size_t count = option_all(invocation, id, &values);
    const char *text = values[0];
    for (size_t i = 1; i < count; i++)
        text = arena_printf(&invocation->arena, "%s, %s", text, values[i]);
    return text;
}

size_t sizing_list(const struct sizing_options *options, const char *service,
                   struct plan_assumption **list)
{
    struct invocation *invocation = options->invocation;
    size_t count = 0;
    *list = arena_alloc(&invocation->arena, OPT_COUNT * sizeof **list);
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++) {
        struct setting setting = listed_setting(options, id, service);
        if (setting.origin == SETTING_ABSENT)
            continue;
        const struct assumption *row = setting.row;
        if (setting.origin == SETTING_OPTION && option_at(id)->repeatable)
            setting.text = all_values(invocation, id);
        for (row = row == NULL ? NULL : row->next; row != NULL; row = row->next)
            setting.text = arena_printf(&invocation->arena, "%s, %s", setting.text,
                                        sizing_written(&invocation->arena, row));
        row = setting.row;
        (*list)[count++] = (struct plan_assumption){
            .name = option_at(id)->assumption,
            .value = setting.text,
            .source = row == NULL ? NULL : row->source,
            .owner = row == NULL ? NULL : row->owner,
            .date = row == NULL ? NULL : row->date,
            .origin = setting.place,
        };
    }
    return count;
}

void sizing_note_unknown_services(const struct sizing_options *options,
                                  const struct key_index *services)
{
    for (size_t i = 0; i < options->assumptions.count; i++) {
        const struct assumption *row = &options->assumptions.item[i];
        if (row->service == NULL ||
            key_index_find(services, row->service, strlen(row->service)) != SIZE_MAX)
            continue;
        char shown[ERR_TEXT_MAX / 2];
        err_quote(shown, sizeof shown, row->service, strlen(row->service));
        notes_add(&options->invocation->notes, NOTE_WARNING, "assumption-service",
                  "%s:%zu: service \"%s\" is not in the input", row->file, row->line, shown);
    }
}
