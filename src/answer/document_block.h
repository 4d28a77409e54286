// What a document is made of; for the renderers only.
#ifndef HEADROOM_ANSWER_DOCUMENT_BLOCK_H
#define HEADROOM_ANSWER_DOCUMENT_BLOCK_H

#include "answer/document.h"

enum document_block_kind {
    BLOCK_TITLE,
    BLOCK_HEADING,
    BLOCK_PARAGRAPH,
    BLOCK_CALLOUT,
    BLOCK_FACT,
    BLOCK_ITEM,
    BLOCK_TABLE,
    BLOCK_PREFORMATTED,
    BLOCK_CHART, ///< drawn in lines as well
};

struct document_block {
    enum document_block_kind kind;
    enum document_tone tone; ///< of a callout
    const char *key;         ///< of a fact
    const char *text;        ///< of all but tables
    struct table table;
    bool is_rows;              ///< the table shows the rows of the answer
    bool is_folded;            ///< a heading whose part is a detail
    bool is_overview;          ///< the table is what --top, --sort and --columns shape
    const char *wide, *narrow; ///< drawings of a chart
};

#endif
