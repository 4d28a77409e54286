#include "table/xlsx_write.h"

#include "base/ascii.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "table/xlsx_write_book.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum {
    SHEET_NAME_MAX = 31,
    SERIAL_OF_1970 = 25569, ///< days from 1899-12-30
    // 1980-01-01, where zip archives begin: libxlsxwriter takes the clock for a date of 0.
    CREATED_AT_LEAST = 315532800,
};

int xlsx_open_book(struct xlsx **book, const char *path, instant created, const char *title,
                   bool streaming, struct err *err)
{
    char *temporary = NULL;
    if (file_temporary_begin(path, &temporary, err) != 0)
        return -1;
    lxw_workbook_options options = {.constant_memory = streaming};
    lxw_workbook *workbook = workbook_new_opt(temporary, &options);
    if (workbook == NULL) {
        file_temporary_discard(temporary);
        return err_set(err, ERR_SYSTEM, "%s: the workbook cannot be started", path);
    }
    struct xlsx *opened = mem_alloc(1, sizeof *opened);
    opened->book = workbook;
    opened->path = mem_strdup(path);
    opened->temporary = temporary;
    xlsx_create_formats(opened);
    struct str clean = {0};
    xlsx_append_clean(&clean, title == NULL ? "" : title);
    instant seconds = created == INSTANT_NONE ? 0 : created / INSTANT_PER_SECOND;
    lxw_doc_properties properties = {
        .title = arena_strdup(&opened->arena, str_text(&clean)),
        .author = arena_strdup(&opened->arena, "headroom"),
        .created = (time_t)(seconds < CREATED_AT_LEAST ? CREATED_AT_LEAST : seconds),
    };
    workbook_set_properties(workbook, &properties);
    str_release(&clean);
    *book = opened;
    return 0;
}

int xlsx_open(struct xlsx **book, const char *path, instant created, const char *title,
              struct err *err)
{
    return xlsx_open_book(book, path, created, title, false, err);
}

int xlsx_open_streaming(struct xlsx **book, const char *path, instant created, const char *title,
                        struct err *err)
{
    return xlsx_open_book(book, path, created, title, true, err);
}

/// The rules of spreadsheet programs; libxlsxwriter would print to stderr.
static const char *sheet_name_fault(const struct xlsx *book, const char *name)
{
    size_t length = strlen(name);
    if (length == 0)
        return "is empty";
    if (utf8_width(name, length) > SHEET_NAME_MAX)
        return "is longer than 31 characters";
    if (strpbrk(name, "[]:*?/\\") != NULL || name[0] == '\'' || name[length - 1] == '\'')
        return "has one of []:*?/\\ in it or ' at an end";
    for (const struct xlsx_sheet *sheet = book->sheets; sheet != NULL; sheet = sheet->next)
        if (strcasecmp(sheet->name, name) == 0)
            return "is taken by another sheet";
    return NULL;
}

int xlsx_add_sheet(struct xlsx *book, const char *name, struct xlsx_sheet **sheet, struct err *err)
{
    char quoted[ERR_TEXT_MAX / 4];
    const char *fault = sheet_name_fault(book, name);
    lxw_worksheet *added = fault == NULL ? workbook_add_worksheet(book->book, name) : NULL;
    if (added == NULL)
        return err_set(err, ERR_DATA, "sheet name \"%s\" %s; give the sheet another name",
                       err_quote(quoted, sizeof quoted, name, strlen(name)),
                       fault == NULL ? "is refused" : fault);
    struct xlsx_sheet *fresh = arena_alloc(&book->arena, sizeof *fresh);
    *fresh = (struct xlsx_sheet){.book = book,
                                 .sheet = added,
                                 .name = arena_strdup(&book->arena, name),
                                 .next = book->sheets};
    book->sheets = fresh;
    *sheet = fresh;
    return 0;
}

void xlsx_check(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, lxw_error error)
{
    struct xlsx *book = sheet->book;
    if (error == LXW_NO_ERROR || book->failed != LXW_NO_ERROR)
        return;
    book->failed = error;
    snprintf(book->where, sizeof book->where, "%s row %lu column %u", sheet->name,
             (unsigned long)row + 1, (unsigned)column + 1);
}

static void write_blank(struct xlsx_sheet *sheet, uint32_t row, uint16_t column,
                        enum xlsx_format format)
{
    xlsx_check(sheet, row, column,
               worksheet_write_blank(sheet->sheet, row, column, sheet->book->format[format]));
}

void xlsx_text(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, const char *text,
               enum xlsx_format format)
{
    if (text == NULL || text[0] == '\0') {
        write_blank(sheet, row, column, format);
        return;
    }
    struct str clean = {0};
    xlsx_append_clean(&clean, text);
    xlsx_check(sheet, row, column,
               worksheet_write_string(sheet->sheet, row, column, str_text(&clean),
                                      sheet->book->format[format]));
    str_release(&clean);
}

void xlsx_number(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, double value,
                 enum xlsx_format format)
{
    if (!isfinite(value)) {
        write_blank(sheet, row, column, format);
        return;
    }
    // A negative zero would be shown as "-0".
    xlsx_check(sheet, row, column,
               worksheet_write_number(sheet->sheet, row, column, value == 0 ? 0 : value,
                                      sheet->book->format[format]));
}

double xlsx_serial(instant time)
{
    return (double)time / (double)(SECONDS_PER_DAY * INSTANT_PER_SECOND) + SERIAL_OF_1970;
}

void xlsx_time(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, instant time,
               enum xlsx_format format)
{
    xlsx_number(sheet, row, column, time == INSTANT_NONE ? NAN : xlsx_serial(time), format);
}

void xlsx_formula(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, const char *formula,
                  double value, enum xlsx_format format)
{
    if (!isfinite(value)) {
        xlsx_formula_text(sheet, row, column, formula, "", format);
        return;
    }
    xlsx_check(sheet, row, column,
               worksheet_write_formula_num(sheet->sheet, row, column, formula,
                                           sheet->book->format[format], value == 0 ? 0 : value));
}

void xlsx_formula_text(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, const char *formula,
                       const char *value, enum xlsx_format format)
{
    struct str clean = {0};
    xlsx_append_clean(&clean, value == NULL ? "" : value);
    xlsx_check(sheet, row, column,
               worksheet_write_formula_str(sheet->sheet, row, column, formula,
                                           sheet->book->format[format], str_text(&clean)));
    str_release(&clean);
}

void xlsx_formula_time(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, const char *formula,
                       instant value, enum xlsx_format format)
{
    xlsx_formula(sheet, row, column, formula, value == INSTANT_NONE ? NAN : xlsx_serial(value),
                 format);
}

void xlsx_merge(struct xlsx_sheet *sheet, uint32_t row, uint16_t first_column, uint16_t last_column,
                const char *text, enum xlsx_format format)
{
    if (first_column == last_column) {
        xlsx_text(sheet, row, first_column, text, format);
        return;
    }
    struct str clean = {0};
    xlsx_append_clean(&clean, text);
    xlsx_check(sheet, row, first_column,
               worksheet_merge_range(sheet->sheet, row, first_column, row, last_column,
                                     str_text(&clean), sheet->book->format[format]));
    str_release(&clean);
}

/// Whether a spreadsheet would read the name as a cell ("p95", "R1C1") or refuse it.
static bool is_bad_name(const char *name)
{
    size_t length = strlen(name);
    if (length == 0 || !(ascii_is_letter(name[0]) || name[0] == '_'))
        return true;
    size_t letters = 0;
    while (ascii_is_letter(name[letters]))
        letters++;
    size_t digits = strspn(name + letters, "0123456789");
    if (letters <= 3 && digits > 0 && name[letters + digits] == '\0')
        return true;
    if (strcasecmp(name, "r") == 0 || strcasecmp(name, "c") == 0)
        return true;
    for (size_t i = 0; i < length; i++)
        if (!ascii_is_letter(name[i]) && !ascii_is_digit(name[i]) && name[i] != '_' &&
            name[i] != '.')
            return true;
    return false;
}

static const char *name_fault(const struct xlsx *book, const char *name)
{
    if (is_bad_name(name))
        return "cannot name a cell; spreadsheets take letters, digits and _, and nothing that "
               "looks "
               "like a cell such as P95";
    for (const struct xlsx_name *used = book->names; used != NULL; used = used->next)
        if (strcasecmp(used->name, name) == 0)
            return "names two cells; give one of them another name";
    return NULL;
}

int xlsx_define_name(struct xlsx *book, const char *name, const struct xlsx_sheet *sheet,
                     uint32_t row, uint16_t column, struct err *err)
{
    char quoted[ERR_TEXT_MAX / 4];
    const char *fault = name_fault(book, name);
    if (fault != NULL)
        return err_set(err, ERR_DATA, "\"%s\" %s",
                       err_quote(quoted, sizeof quoted, name, strlen(name)), fault);
    char cell[LXW_MAX_FORMULA_RANGE_LENGTH];
    lxw_rowcol_to_cell_abs(cell, row, column, 1, 1);
    // Quotes around the sheet are always right; one within is doubled.
    struct str formula = {0};
    str_append(&formula, "='");
    for (const char *c = sheet->name; *c != '\0'; c++) {
        if (*c == '\'')
            str_append_char(&formula, '\'');
        str_append_char(&formula, *c);
    }
    str_appendf(&formula, "'!%s", cell);
    lxw_error refused = workbook_define_name(book->book, name, str_text(&formula));
    str_release(&formula);
    if (refused != LXW_NO_ERROR)
        return err_set(err, ERR_DATA, "%s: the name %s: %s", book->path, name,
                       lxw_strerror(refused));
    struct xlsx_name *fresh = arena_alloc(&book->arena, sizeof *fresh);
    *fresh = (struct xlsx_name){arena_strdup(&book->arena, name), book->names};
    book->names = fresh;
    return 0;
}

static void release(struct xlsx *book)
{
    arena_release(&book->arena);
    free(book->path);
    free(book);
}

/// workbook_close, which frees the book whatever it returns, without what libxlsxwriter prints of
/// its own where a disk is full. *cause is the errno of what failed, 0 where it is not known.
static lxw_error close_quietly(lxw_workbook *book, int *cause)
{
    fflush(stderr);
    int kept = dup(STDERR_FILENO);
    int nowhere = kept < 0 ? -1 : open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere >= 0)
        dup2(nowhere, STDERR_FILENO);
    errno = 0;
    lxw_error closed = workbook_close(book);
    *cause = errno;
    fflush(stderr);
    if (nowhere >= 0) {
        dup2(kept, STDERR_FILENO);
        close(nowhere);
    }
    if (kept >= 0)
        close(kept);
    return closed;
}

int xlsx_close(struct xlsx *book, struct err *err)
{
    int result = 0, cause = 0;
    lxw_error closed = close_quietly(book->book, &cause);
    if (book->failed != LXW_NO_ERROR)
        result = err_set(err, ERR_DATA, "%s: %s: %s", book->path, book->where,
                         lxw_strerror(book->failed));
    else if (closed != LXW_NO_ERROR && (cause == ENOSPC || cause == EDQUOT || cause == EFBIG))
        result = err_system(err, book->path, "write to it", cause);
    else if (closed != LXW_NO_ERROR)
        result = err_set(err, ERR_SYSTEM, "%s: the workbook cannot be written: %s", book->path,
                         lxw_strerror(closed));
    if (result == 0)
        result = file_temporary_commit(book->temporary, book->path, err);
    else
        file_temporary_discard(book->temporary);
    release(book);
    return result;
}

void xlsx_discard(struct xlsx *book)
{
    if (book == NULL)
        return;
    lxw_workbook_free(book->book);
    file_temporary_discard(book->temporary);
    release(book);
}

const char *xlsx_library_version(void)
{
    return lxw_version();
}
