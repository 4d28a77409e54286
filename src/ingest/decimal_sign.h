// 1,204: whether the comma, or the point, parts decimals or thousands in the numbers of a file.
#ifndef HEADROOM_INGEST_DECIMAL_SIGN_H
#define HEADROOM_INGEST_DECIMAL_SIGN_H

#include "ingest/columns.h"

/// Settles the decimal sign of all value columns: by --decimal, by a cell of the column that proves
/// it, else by the evidence of the file: cells of the other columns, the delimiter, the form of
/// dates. A guess on thin evidence is a warning that names --decimal; where nothing speaks for
/// either reading of numbers that are there, the file is refused (-1).
int decimal_sign_settle(struct columns *columns, struct reading *reading);

#endif
