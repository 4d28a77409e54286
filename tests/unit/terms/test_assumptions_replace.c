// One row of an assumptions file changes, and not a byte beside it.
#include "tap.h"
#include "terms/assumptions_replace.h"

#include <string.h>

static const struct assumption_change change = {
    .name = "per_instance",
    .value = "569.7",
    .unit = "/s",
    .source = "calibrate t.csv: usl, p99=200ms",
    .date = "2026-03-01",
};

static const char *replace(const char *text, const struct assumption_change *with, struct str *out,
                           struct err *err)
{
    str_clear(out);
    return assumptions_replace("web.csv", text, strlen(text), with, out, err) == 0 ? str_text(out)
                                                                                   : NULL;
}

int main(void)
{
    struct str out = {0};
    struct err err = {0};
    is_text(replace("name,value,unit,source,owner,date,note\n"
                    "per_instance, 500 ,requests/s,\"load test, old\",web team,2025-01-01,\"keep\n"
                    "this\"\n"
                    "headroom,50,%,review,web team,2025-11-14,\n",
                    &change, &out, &err),
            "name,value,unit,source,owner,date,note\n"
            "per_instance,569.7,/s,\"calibrate t.csv: usl, p99=200ms\",web team,2026-03-01,\"keep\n"
            "this\"\n"
            "headroom,50,%,review,web team,2025-11-14,\n",
            "value, unit, source and date change; owner, other columns and rows stay");
    is_text(replace("\xEF\xBB\xBFname;value;unit\r\nspare;1;\r\n", &change, &out, &err),
            "\xEF\xBB\xBFname;value;unit\r\nspare;1;\r\nper_instance;569.7;/s\r\n",
            "a new row comes last, with the file's delimiter and line ends");
    is_text(replace("name,value,unit\nspare,1,", &change, &out, &err),
            "name,value,unit\nspare,1,\nper_instance,569.7,/s\n",
            "a line end is added where it is missing");
    is_text(replace("", &change, &out, &err),
            "name,value,unit,source,owner,date\n"
            "per_instance,569.7,/s,\"calibrate t.csv: usl, p99=200ms\",,2026-03-01\n",
            "an empty file gets a header");

    struct assumption_change search = change;
    search.service = "search";
    is_text(replace("name,value,unit,service\nper_instance,1,/s,\nper_instance,2,/s,search\n",
                    &search, &out, &err),
            "name,value,unit,service\nper_instance,1,/s,\nper_instance,569.7,/s,search\n",
            "the row of its service changes");
    is_text(replace("name,value\n", &search, &out, &err), NULL, "a file without services");
    has_text(err.text, "web.csv:1: no column \"service\"", "is refused");
    is_text(replace("time,requests\n1,2\n", &change, &out, &err), NULL, "another file");
    has_text(err.text, "this is no assumptions file, and it is left as it is", "is refused");
    str_release(&out);
    return done();
}
