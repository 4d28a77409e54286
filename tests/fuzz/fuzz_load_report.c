// Reports of load generators: any bytes give runs with a rate, or a message.
#include "ingest/load_report.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct byte_source *source = byte_source_memory((const char *)data, size);
    struct load_reports reports = {.count = 0};
    struct err err = {0};
    (void)load_report_is(source, &err);
    if (load_reports_read(source, &reports, &err) != 0) {
        if (err.kind == ERR_NONE || err.text[0] == '\0')
            abort();
    } else {
        for (size_t i = 0; i < reports.count; i++)
            if ((isnan(reports.report[i].rate) && !reports.report[i].no_rate) ||
                reports.report[i].percentiles > REPORT_PERCENTILES)
                abort();
        if (reports.count == 0)
            abort();
    }
    load_reports_release(&reports);
    byte_source_close(source);
    return 0;
}
