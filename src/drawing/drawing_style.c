#include "drawing/drawing_style.h"

#include <string.h>

static const struct drawing_role roles[] = {
    {"bg", {"#fff", "#14171b", "#fff"}},           {"panel", {"#f5f6f8", "#1d2126", "#f5f6f8"}},
    {"ink", {"#16191d", "#eceff2", "#000"}},       {"soft", {"#545c66", "#a9b2bc", "#444b54"}},
    {"rule", {"#d5d9df", "#3a414a", "#c3c8cf"}},   {"grid", {"#e6e9ed", "#2a3037", "#e3e6ea"}},
    {"act", {"#7c8690", "#8d97a2", "#7c8690"}},    {"act2", {"#3d454e", "#d3d9df", "#3d454e"}},
    {"fc", {"#0b62a3", "#6db6ec", "#0b62a3"}},     {"fcl", {"#d9e8f4", "#1d3a52", "#d9e8f4"}},
    {"plan", {"#16191d", "#f4f6f8", "#000"}},      {"lim", {"#a83b08", "#f28a55", "#a83b08"}},
    {"bud", {"#7a3e8e", "#c99adb", "#7a3e8e"}},    {"ok", {"#00695a", "#5cc7b2", "#00695a"}},
    {"latebg", {"#fbe9e1", "#3b2015", "#fbe9e1"}}, {"late", {"#9c3405", "#ffab80", "#9c3405"}},
    {"warnbg", {"#fff3d6", "#362a10", "#fff3d6"}}, {"warn", {"#7a5200", "#f0c766", "#7a5200"}},
    {"okbg", {"#e2f2ee", "#12322c", "#e2f2ee"}},   {"h0", {"#f2f5f8", "#1b2229", "#f2f5f8"}},
    {"h1", {"#d3e1ee", "#1f3a52", "#d3e1ee"}},     {"h2", {"#a3c4df", "#28537a", "#a3c4df"}},
    {"h3", {"#6a9cc6", "#366f9e", "#6a9cc6"}},     {"h4", {"#2f6ea6", "#82b7e0", "#2f6ea6"}},
    {"h5", {"#123f6b", "#cfe6f8", "#123f6b"}},
};

// Classes of text and of shapes have different names: a stroke blurs letters.
static const char rules[] =
    "svg text{font-size:13px;fill:var(--ink);font-family:\"Helvetica Neue\",Arial,"
    "\"Liberation Sans\",system-ui,sans-serif}\n"
    "svg.n text{font-size:12px}svg text.s,svg text.xs{font-size:12px}"
    "svg.n text.s,svg.n text.xs{font-size:11px}\n"
    "svg text.s{fill:var(--soft)}svg text.b{font-weight:700}svg text.tlim{fill:var(--lim)}"
    "svg text.tfc{fill:var(--fc)}svg text.tbud{fill:var(--bud)}svg text.tlate{fill:var(--late)}"
    "svg text.tok{fill:var(--ok)}svg text.tinv{fill:var(--bg)}\n"
    "svg text.halo{paint-order:stroke;stroke:var(--bg);stroke-width:4px;stroke-linejoin:round}\n"
    ".g{stroke:var(--grid);stroke-width:1}.ax{stroke:var(--soft);stroke-width:1}\n"
    ".act{fill:var(--act)}.actl{fill:var(--act);fill-opacity:.38}"
    ".tick{stroke:var(--act2);stroke-width:2}.al{stroke:var(--act2);stroke-width:1.4;fill:none}\n"
    ".fc{fill:url(#hatch);stroke:var(--fc);stroke-width:1}"
    ".fcb{fill:var(--bg);stroke:var(--fc);stroke-width:1}.fcs{fill:var(--fc)}"
    ".fcp{stroke:var(--fc);stroke-width:2;fill:none}.fcband{fill:var(--fcl)}"
    ".fcd{stroke:var(--fc);stroke-width:1.6;stroke-dasharray:3 3;fill:none}\n"
    ".cap{stroke:var(--fc);stroke-width:3}.wh{stroke:var(--fc);stroke-width:1.2}\n"
    ".plan{stroke:var(--plan);stroke-width:2.6;fill:none}"
    ".today{stroke:var(--act2);stroke-width:1.6;stroke-dasharray:7 4;fill:none}"
    ".flat{stroke:var(--act2);stroke-width:1.4;stroke-dasharray:1.5 3.5;fill:none}"
    ".max{stroke:var(--lim);stroke-width:1.8;stroke-dasharray:14 5;fill:none}"
    ".bud{stroke:var(--bud);stroke-width:2;stroke-dasharray:9 3 2 3;fill:none}"
    ".now{stroke:var(--ink);stroke-width:1}\n"
    ".evt{fill:url(#dots);stroke:var(--fc);stroke-width:1}"
    ".over{fill:url(#cross);stroke:var(--lim);stroke-width:1}"
    ".ink{fill:var(--ink)}.mlate{fill:var(--late)}.frame{fill:none;stroke:var(--late);stroke-width:"
    "2}\n"
    ".h0{fill:var(--h0)}.h1{fill:var(--h1)}.h2{fill:var(--h2)}.h3{fill:var(--h3)}"
    ".h4{fill:var(--h4)}.h5{fill:var(--h5)}\n";

static const char patterns[] =
    "<defs>\n"
    "<pattern id=\"hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" style=\"fill:var(--bg)\"/>"
    "<rect width=\"1.6\" height=\"5\" style=\"fill:var(--fc)\"/></pattern>\n"
    "<pattern id=\"cross\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(-45)\"><rect width=\"5\" height=\"5\" style=\"fill:var(--bg)\"/>"
    "<rect width=\"1.6\" height=\"5\" style=\"fill:var(--lim)\"/></pattern>\n"
    "<pattern id=\"dots\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">"
    "<rect width=\"5\" height=\"5\" style=\"fill:var(--bg)\"/>"
    "<circle cx=\"2.5\" cy=\"2.5\" r=\"1.2\" style=\"fill:var(--fc)\"/></pattern>\n"
    "</defs>";

void drawing_palette(struct str *out, enum palette palette)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        str_appendf(out, "--%s:%s;", roles[i].name, roles[i].colour[palette]);
}

void drawing_rules(struct str *out)
{
    str_append(out, rules);
}

void drawing_patterns(struct str *out)
{
    str_appendf(out,
                "<svg aria-hidden=\"true\" "
                "style=\"position:absolute;width:0;height:0;overflow:hidden\">%s</svg>\n",
                patterns);
}

static const char *colour_of(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strlen(roles[i].name) == length && strncmp(roles[i].name, name, length) == 0)
            return roles[i].colour[PALETTE_LIGHT];
    return "#000";
}

/// Appends text with the light colours in place of the variables, which not every program that
/// shows drawings knows.
static void append_plain(struct str *out, const char *text)
{
    static const char open[] = "var(--";
    const char *at = text;
    for (const char *found; (found = strstr(at, open)) != NULL;) {
        const char *name = found + strlen(open);
        size_t length = strcspn(name, ")");
        str_append_bytes(out, at, (size_t)(found - at));
        str_append(out, colour_of(name, length));
        at = name + length + 1;
    }
    str_append(out, at);
}

void drawing_file(struct str *out, const char *markup)
{
    const char *rest = strchr(markup, '>');
    if (rest == NULL)
        return;
    str_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    str_append_bytes(out, markup + strlen("<svg"), (size_t)(rest - markup) - strlen("<svg"));
    str_append(out, ">\n<style>\n");
    append_plain(out, rules);
    str_append(out, "</style>\n");
    append_plain(out, patterns);
    str_append(out, "\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
    str_append(out, rest + 1);
}
