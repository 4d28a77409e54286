// Drawings of text in ASCII, for terminals and printers that have nothing else.
#ifndef HEADROOM_DRAWING_ASCII_DRAWING_H
#define HEADROOM_DRAWING_ASCII_DRAWING_H

#include "base/str.h"

/// Appends `text` with the signs that drawings are made of (braille dots, blocks, lines, arrows)
/// replaced by ASCII; letters of names stay.
void ascii_drawing(const char *text, struct str *out);

#endif
