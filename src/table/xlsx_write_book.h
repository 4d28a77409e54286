// What the files of the workbook writer share.
#ifndef HEADROOM_TABLE_XLSX_WRITE_BOOK_H
#define HEADROOM_TABLE_XLSX_WRITE_BOOK_H

#include "base/str.h"
#include "table/xlsx_write.h"

#include <xlsxwriter.h>

struct xlsx_sheet {
    struct xlsx *book;
    lxw_worksheet *sheet;
    char *name;
    struct xlsx_sheet *next;
};

struct xlsx_name {
    const char *name;
    struct xlsx_name *next;
};

struct xlsx {
    lxw_workbook *book;
    lxw_format *format[XLSX_FORMATS];
    lxw_format
        *highlight[XLSX_FORMATS]; ///< for conditional formats: colours without a number format
    struct xlsx_sheet *sheets;
    struct xlsx_name *names; ///< defined so far: a second one of the same name breaks the file
    struct arena arena;
    char *path;
    char *temporary;  ///< the file is written here and renamed when it is whole
    lxw_error failed; ///< the first thing that could not be written
    char where[64];   ///< and in which sheet's cell
};

/// Opens a book; `streaming` keeps one row at a time in memory, so rows must come in order.
int xlsx_open_book(struct xlsx **book, const char *path, instant created, const char *title,
                   bool streaming, struct err *err);

/// Creates the formats of the book.
void xlsx_create_formats(struct xlsx *book);

/// Remembers the first failure for xlsx_close.
void xlsx_check(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, lxw_error error);

/// Appends `text` as a cell may hold it: UTF-8, no control characters but tab and newline, at most
/// 32,767 characters, and no "_x0041_", which spreadsheets read as an escaped character.
void xlsx_append_clean(struct str *out, const char *text);

#endif
