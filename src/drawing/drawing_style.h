// Colours and looks of drawings and pages: each role once, light and dark.
#ifndef HEADROOM_DRAWING_DRAWING_STYLE_H
#define HEADROOM_DRAWING_DRAWING_STYLE_H

#include "base/str.h"

#include <stddef.h>

enum palette { PALETTE_LIGHT, PALETTE_DARK, PALETTE_PRINT, PALETTES };

/// A colour by what it stands for.
struct drawing_role {
    const char *name; ///< of the CSS variable
    const char *colour[PALETTES];
};

/// Appends the declarations of a palette: "--bg:#fff;...".
void drawing_palette(struct str *out, enum palette palette);

/// Appends the rules of the classes that drawings use.
void drawing_rules(struct str *out);

/// Appends the hatches and dots that areas are filled with, as a drawing of no size.
void drawing_patterns(struct str *out);

/// Appends a drawing as a file of its own, with its looks: `markup` is the drawing as svg_begin to
/// svg_end wrote it.
void drawing_file(struct str *out, const char *markup);

#endif
