// headroom --version: the program and the libraries that it is linked with.
#include "base/gunzip.h"
#include "cli/command.h"
#include "ingest/json_stream.h"
#include "maths/maths.h"
#include "policy/core/value_tree.h"
#include "table/csv_read.h"
#include "table/xlsx_write.h"

static int run(struct invocation *invocation, struct err *err)
{
    (void)err;
    output_text(invocation,
                arena_printf(&invocation->arena,
                             "headroom %s\n"
                             "libraries: libcsv %s, libxlsxwriter %s, GSL %s, jansson %s, "
                             "yajl %s, libyaml %s, zlib %s\n",
                             HEADROOM_VERSION, csv_library_version(), xlsx_library_version(),
                             maths_library_version(), json_library_version(),
                             json_stream_library_version(), yaml_library_version(),
                             gunzip_library_version()));
    return 0;
}

static const struct example examples[] = {
    {"headroom --version", "the version, and those of the libraries", 0},
    {NULL, NULL, 0},
};

const struct command cmd_version = {
    .name = "version",
    .summary = "which version is this, and of which libraries?",
    .format = OUTPUT_TEXT,
    .examples = examples,
    .run = run,
};
