// A workbook of libxlsxwriter alone, in constant memory: FILE ROWS, a time, a key and a number a
// row.
#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_workbook *workbook = workbook_new_opt(argv[1], &options);
    lxw_worksheet *sheet = workbook_add_worksheet(workbook, NULL);
    lxw_format *time = workbook_add_format(workbook);
    format_set_num_format(time, "yyyy-mm-dd hh:mm:ss");
    long rows = atol(argv[2]);
    for (long i = 0; i < rows; i++) {
        char key[32];
        snprintf(key, sizeof key, "service-%ld", i % 20);
        lxw_row_t row = (lxw_row_t)i;
        worksheet_write_number(sheet, row, 0, 46000 + (double)(i / 20) / 1440, time);
        worksheet_write_string(sheet, row, 1, key, NULL);
        worksheet_write_number(sheet, row, 2, 100 + (double)(i * 7919 % 50000) / 1000, NULL);
    }
    return workbook_close(workbook) == LXW_NO_ERROR ? 0 : 1;
}
