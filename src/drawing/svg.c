#include "drawing/svg.h"

#include "base/escape.h"

#include <string.h>

void svg_begin(struct svg *svg, struct str *out, double width, double height, const char *finding)
{
    *svg =
        (struct svg){.out = out, .width = width, .height = height, .narrow = width <= SVG_NARROW};
    str_appendf(out, "<svg class=\"%s\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"",
                svg->narrow ? "n" : "w", width, height);
    escape_xml(out, finding);
    str_append(out, "\">");
}

void svg_end(struct svg *svg)
{
    str_append(svg->out, "</svg>\n");
}

void svg_line(struct svg *svg, double x1, double y1, double x2, double y2, const char *class)
{
    str_appendf(svg->out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>",
                x1, y1, x2, y2, class);
}

void svg_rect(struct svg *svg, double x, double y, double width, double height, const char *class)
{
    str_appendf(svg->out,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"/>", x, y,
                width > 0 ? width : 0, height > 0 ? height : 0, class);
}

void svg_circle(struct svg *svg, double x, double y, double radius, const char *class)
{
    str_appendf(svg->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" class=\"%s\"/>", x, y, radius,
                class);
}

void svg_text(struct svg *svg, double x, double y, enum svg_anchor anchor, const char *class,
              const char *text)
{
    static const char *const held[] = {[SVG_START] = "",
                                       [SVG_MIDDLE] = " text-anchor=\"middle\"",
                                       [SVG_END] = " text-anchor=\"end\""};
    str_appendf(svg->out, "<text x=\"%.1f\" y=\"%.1f\"", x, y);
    if (class[0] != '\0')
        str_appendf(svg->out, " class=\"%s\"", class);
    str_appendf(svg->out, "%s>", held[anchor]);
    escape_xml(svg->out, text);
    str_append(svg->out, "</text>");
}

void svg_path_begin(struct svg *svg)
{
    str_append(svg->out, "<path d=\"");
}

void svg_path_move(struct svg *svg, double x, double y)
{
    str_appendf(svg->out, "M%.1f %.1f", x, y);
}

void svg_path_draw(struct svg *svg, double x, double y)
{
    str_appendf(svg->out, "L%.1f %.1f", x, y);
}

void svg_path_end(struct svg *svg, bool closed, const char *class)
{
    str_appendf(svg->out, "%s\" class=\"%s\"/>", closed ? "Z" : "", class);
}

double svg_letter_size(const struct svg *svg, bool small)
{
    return (svg->narrow ? 12.0 : 13.0) - (small ? 1.0 : 0.0);
}

double svg_text_width(const char *text, double size)
{
    // Helvetica's widths in thousandths of its size, from the blank to the tilde.
    static const unsigned short width[] = {
        278,  278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
        556,  556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667,  778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333,  556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556,  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584};
    double sum = 0;
    for (const char *c = text; *c != '\0'; c++) {
        unsigned char byte = (unsigned char)*c;
        if (byte >= ' ' && (size_t)(byte - ' ') < sizeof width / sizeof *width)
            sum += width[byte - ' '];
        else if (byte >= 0xC0)
            sum += 584;
    }
    return sum * size / 1000;
}
