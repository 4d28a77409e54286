#include "table/table_write.h"

enum { TERMINAL_COLUMNS = 80 };

void table_write(const struct table *table, enum table_format format, struct str *out)
{
    switch (format) {
    case TABLE_CSV:
        table_write_csv(table, out);
        break;
    case TABLE_JSON:
        table_write_json(table, out);
        break;
    case TABLE_MARKDOWN:
        table_write_markdown(table, out);
        break;
    case TABLE_TEXT:
        table_write_text(table, TERMINAL_COLUMNS, out);
        break;
    }
}
