// Scalable drawings: the elements of SVG 1.1 that charts are made of. Looks are classes, whose
// rules drawing_style.h writes; text is escaped.
#ifndef HEADROOM_DRAWING_SVG_H
#define HEADROOM_DRAWING_SVG_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/// A drawing that is being written. Lengths are pixels, from the upper left corner.
struct svg {
    struct str *out;
    double width, height;
    bool narrow; ///< for a phone: letters are a point smaller
};

/// Where a text is held.
enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

/// Widths that charts are drawn in: a page, half a page, a phone.
#define SVG_WIDE 880.0
#define SVG_HALF 430.0
#define SVG_NARROW 344.0

/// Begins a drawing; `finding` is what is read out in its place.
void svg_begin(struct svg *svg, struct str *out, double width, double height, const char *finding);
void svg_end(struct svg *svg);

void svg_line(struct svg *svg, double x1, double y1, double x2, double y2, const char *class);
void svg_rect(struct svg *svg, double x, double y, double width, double height, const char *class);
void svg_circle(struct svg *svg, double x, double y, double radius, const char *class);
void svg_text(struct svg *svg, double x, double y, enum svg_anchor anchor, const char *class,
              const char *text);

/// A path: begun, moved and drawn point by point, ended with its class (closed or not).
void svg_path_begin(struct svg *svg);
void svg_path_move(struct svg *svg, double x, double y);
void svg_path_draw(struct svg *svg, double x, double y);
void svg_path_end(struct svg *svg, bool closed, const char *class);

/// Size of letters in a drawing, and how wide a text is in it: by the widths of Helvetica, which
/// Arial and Liberation Sans share; a character beyond ASCII counts as a digit.
double svg_letter_size(const struct svg *svg, bool small);
double svg_text_width(const char *text, double size);

#endif
