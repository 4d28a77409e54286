// A dashboard of Grafana over the series that the rules of Prometheus record.
#include "answer/emit_watch.h"
#include "table/table_write.h"

#include <math.h>

enum { PANELS = 2, PANEL_HEIGHT = 9 };

/// A query of a panel: a recorded series, and its name in the legend.
struct dashboard_query {
    const char *series, *legend;
};

static void append_query(const struct watched_plan *watched, const struct dashboard_query *query,
                         char id, struct str *out)
{
    struct str expression = {0};
    watch_series(watched, query->series, &expression);
    str_appendf(out, "{\"refId\": \"%c\", \"expr\": ", id);
    table_write_json_text(str_text(&expression), out);
    str_appendf(out, ", \"legendFormat\": \"%s\"}", query->legend);
    str_release(&expression);
}

/// Two panels of courses stand below one another; `unit` is written after the values.
static void append_panel(const struct watched_plan *watched, int id, const char *what,
                         const char *unit, const struct dashboard_query *query, size_t queries,
                         struct str *out)
{
    struct str title = {0};
    str_appendf(&title, "%s%s%s", watched->is_single ? "" : watched->service,
                watched->is_single ? "" : ": ", what);
    str_appendf(out, "%s\n  {\"id\": %d, \"type\": \"timeseries\", \"title\": ", id > 1 ? "," : "",
                id);
    table_write_json_text(str_text(&title), out);
    str_release(&title);
    str_appendf(
        out,
        ",\n   \"datasource\": "
        "{\"type\": \"prometheus\", \"uid\": \"${datasource}\"},\n   \"gridPos\": {\"h\": 9, "
        "\"w\": 24, \"x\": 0, \"y\": %d},\n   \"fieldConfig\": {\"defaults\": {\"min\": 0, "
        "\"unit\": ",
        PANEL_HEIGHT * (id - 1));
    struct str suffix = {0};
    str_appendf(&suffix, "suffix: %s", unit);
    table_write_json_text(str_text(&suffix), out);
    str_release(&suffix);
    str_append(out, "}, \"overrides\": []},\n   \"targets\": [");
    for (size_t i = 0; i < queries; i++) {
        str_append(out, i > 0 ? ",\n    " : "\n    ");
        append_query(watched, &query[i], (char)('A' + (int)i), out);
    }
    str_append(out, "]}");
}

void emit_watch_grafana(const struct watched_plan *watched, struct str *out)
{
    static const struct dashboard_query demand[] = {
        {"demand", "measured"}, {"plan:demand", "planned for"}, {"plan:mean", "mean expected"}};
    static const struct dashboard_query fleet[] = {
        {"instances", "in service"},
        {"plan:instances", "plan"},
        {"plan:instances_ahead", "plan, a lead time ahead"}};
    const struct capacity_plan *plan = watched->plan;
    const int panel = PANELS * (int)watched->place + 1;
    struct str title = {0};
    str_appendf(&title, "Capacity plan%s%s", watched->is_single ? " of " : "s",
                watched->is_single ? watched->service : "");
    if (watched->place == 0) {
        str_append(out, "{\"title\": ");
        table_write_json_text(str_text(&title), out);
        str_append(out, ",\n \"description\": ");
        table_write_json_text(watched->command_line, out);
        str_appendf(
            out, ",\n \"tags\": [\"headroom\"], \"schemaVersion\": 36, \"timezone\": \"utc\", "
                 "\"refresh\": \"1m\",\n \"time\": {\"from\": \"now-7d\", \"to\": \"now\"},\n"
                 " \"templating\": {\"list\": [{\"name\": \"datasource\", \"type\": "
                 "\"datasource\", \"query\": \"prometheus\", \"current\": {}}]},\n \"panels\": [");
    }
    append_panel(watched, panel, "Demand against the plan", watched->unit, demand,
                 sizeof demand / sizeof *demand, out);
    append_panel(watched, panel + 1, "Instances in service against the plan", " instances", fleet,
                 isnan(plan->in.lead_time_s) ? 2 : 3, out);
    str_release(&title);
}

void emit_watch_grafana_end(size_t plans, struct str *out)
{
    const int panels = PANELS * (int)plans;
    str_appendf(
        out,
        ",\n  {\"id\": %d, \"type\": \"alertlist\", \"title\": \"What tells that the plan is "
        "wrong\",\n   \"gridPos\": {\"h\": 7, \"w\": 24, \"x\": 0, \"y\": %d},\n   "
        "\"options\": {\"alertName\": \"Headroom\", \"viewMode\": \"list\"}}]}\n",
        panels + 1, PANEL_HEIGHT * panels);
}
