// The style sheet of pages: sizes, tables, tiles; on a screen, a phone and paper. Colours are
// drawing_style.h's.
#ifndef HEADROOM_ANSWER_HTML_STYLE_H
#define HEADROOM_ANSWER_HTML_STYLE_H

/// In parts; NULL ends them.
extern const char *const html_style[];

#endif
