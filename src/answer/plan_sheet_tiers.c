#include "answer/plan_book.h"
#include "answer/words.h"

int plan_sheet_tiers(struct plan_book *book, struct err *err)
{
    const struct tiers_finding *tiers = book->report->tiers;
    struct table table = {0};
    if (tiers == NULL)
        return 0;
    xlsx_text(book->tiers, 0, 0, "Tiers", XLSX_TITLE);
    xlsx_text(book->tiers, 1, 0,
              arena_printf(&book->arena,
                           "for %s/s, the demand of the busiest week that is planned for",
                           words_number(&book->arena, tiers->demand)),
              XLSX_GENERAL);
    tiers_fill_table(tiers, &table);
    int status = xlsx_table(book->tiers, 3, 0, &table, err);
    table_release(&table);
    xlsx_print_setup(book->tiers, true, 3, 3);
    return status;
}
