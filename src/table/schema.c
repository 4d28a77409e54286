#include "table/schema.h"

#include <string.h>

static bool is_listed(const char *name, const char *const *list)
{
    for (; list != NULL && *list != NULL; list++)
        if (strcmp(name, *list) == 0)
            return true;
    return false;
}

bool schema_is_named_by_data(const struct schema_column *column)
{
    return strstr(column->name, "...") != NULL;
}

void schema_add_columns(struct table *table, const struct schema *schema, const char *const *skip)
{
    for (const struct schema_column *column = schema->column; column->name != NULL; column++)
        if (!schema_is_named_by_data(column) &&
            !(column->optional && is_listed(column->name, skip)))
            table_add_column(table, column->name, column->type, column->style);
}
