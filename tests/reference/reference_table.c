#include "reference/reference_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// Takes the quotes off a cell, in place; returns where it ends.
static char *unquote(char *cell)
{
    char *to = cell;
    char *from = cell + 1;
    for (; *from != '\0' && (from[0] != '"' || from[1] == '"'); from++) {
        from += from[0] == '"';
        *to++ = *from;
    }
    char *end = *from == '"' ? from + 1 : from;
    bool more = *end == ',';
    *to = '\0';
    return more ? end : NULL;
}

/// Cuts `line` at its commas; returns the number of fields.
static size_t split(char *line, const char *field[REFERENCE_COLUMNS_MAX])
{
    line[strcspn(line, "\r\n")] = '\0';
    size_t fields = 0;
    for (char *rest = line; rest != NULL && fields < REFERENCE_COLUMNS_MAX;) {
        char *comma = *rest == '"' ? unquote(rest) : strchr(rest, ',');
        field[fields++] = rest;
        if (comma != NULL)
            *comma++ = '\0';
        rest = comma;
    }
    return fields;
}

bool reference_open(struct reference_table *table, const char *folder, const char *name)
{
    *table = (struct reference_table){.folder = folder, .name = name};
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    table->file = fopen(path, "r");
    if (table->file == NULL)
        return false;
    if (fgets(table->header, sizeof table->header, table->file) != NULL)
        table->columns = split(table->header, table->column);
    table->line = 1;
    return true;
}

bool reference_next(struct reference_table *table)
{
    if (fgets(table->cells, sizeof table->cells, table->file) == NULL)
        return false;
    table->line++;
    size_t fields = split(table->cells, table->cell);
    while (fields < table->columns)
        table->cell[fields++] = "";
    return true;
}

const char *reference_text(struct reference_table *table, const char *column)
{
    for (size_t i = 0; i < table->columns; i++)
        if (strcmp(table->column[i], column) == 0)
            return table->cell[i];
    printf("# %s: no column \"%s\"\n", table->name, column);
    table->broken = true;
    return "";
}

double reference_number(struct reference_table *table, const char *column)
{
    const char *text = reference_text(table, column);
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end != '\0') {
        if (*text != '\0')
            table->broken = true;
        return NAN;
    }
    return value;
}

void reference_close(struct reference_table *table)
{
    fclose(table->file);
}
