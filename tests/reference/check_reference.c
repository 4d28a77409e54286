// Holds the program against tables of reference values: check_reference FOLDER
#include "reference/check_reference.h"

#include "maths/maths.h"

#include <math.h>

static const struct {
    const char *file;
    reference_check *check;
} tables[] = {
    {"seed_equation.csv", check_seed_equation},
    {"zones.csv", check_zones},
    {"rolling_deploy.csv", check_rolling_deploy},
    {"kofn.csv", check_k_of_n},
    {"erlang_int.csv", check_erlang},
    {"erlang_real.csv", check_erlang},
    {"mmc.csv", check_mmc},
};

enum { TABLES = sizeof tables / sizeof tables[0] };

void tally_near(struct tally *tally, const char *what, double got, double want, double tolerance)
{
    double error = fabs(got - want);
    if (want != 0)
        error /= fabs(want);
    if (isnan(got) && isnan(want))
        error = 0;
    if (!(error <= tolerance)) {
        tally->row_failed = true;
        printf("# %s:%zu: %s is %.15g, not %.15g\n", tally->table, tally->line, what, got, want);
    }
    if (isnan(error) || error > tally->worst)
        tally->worst = error;
}

/// Prints one TAP line for a table; returns 1 when it failed.
static int check_table(size_t number, const char *folder)
{
    const char *file = tables[number].file;
    struct reference_table table;
    if (!reference_open(&table, folder, file)) {
        printf("ok %zu - %s # SKIP not in %s\n", number + 1, file, folder);
        return 0;
    }
    struct tally tally = {.table = file};
    while (reference_next(&table)) {
        tally.line = table.line;
        tally.row_failed = false;
        tables[number].check(&table, &tally);
        if (tally.row_failed || table.broken)
            tally.rows_failed++;
        else
            tally.rows_passed++;
    }
    reference_close(&table);
    bool pass = tally.rows_failed == 0 && tally.rows_passed > 0;
    printf("%sok %zu - %s: %zu passed, %zu failed, worst error %.2g\n", pass ? "" : "not ",
           number + 1, file, tally.rows_passed, tally.rows_failed, tally.worst);
    return pass ? 0 : 1;
}

static int count_present(const char *folder)
{
    int present = 0;
    for (size_t i = 0; i < TABLES; i++) {
        struct reference_table table;
        if (reference_open(&table, folder, tables[i].file)) {
            reference_close(&table);
            present++;
        }
    }
    return present;
}

int main(int count, char **arguments)
{
    if (count != 2) {
        fprintf(stderr, "usage: check_reference FOLDER\n");
        return 2;
    }
    maths_init();
    const char *folder = arguments[1];
    int failed = 0;
    for (size_t i = 0; i < TABLES; i++)
        failed += check_table(i, folder);
    printf("1..%d\n", (int)TABLES);
    if (count_present(folder) == 0) {
        printf("# none of the tables is in %s\n", folder);
        return 1;
    }
    return failed > 0 ? 1 : 0;
}
