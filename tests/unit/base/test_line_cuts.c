#include "base/line_cuts.h"
#include "base/str.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/// Cuts `text` into up to `parts` and shows them, "|" between.
static void cut_is(const char *text, size_t parts, const char *want, const char *name)
{
    char path[] = "/tmp/headroom-cuts.XXXXXX";
    int descriptor = mkstemp(path);
    size_t length = strlen(text);
    ok(descriptor >= 0 && write(descriptor, text, length) == (ssize_t)length, "%s: a file", name);
    uint64_t cut[9];
    size_t count = line_cuts(descriptor, 0, length, parts, cut);
    struct str shown = {0};
    for (size_t i = 0; i < count; i++) {
        str_append(&shown, i == 0 ? "" : "|");
        str_append_bytes(&shown, text + cut[i], (size_t)(cut[i + 1] - cut[i]));
    }
    is_text(str_text(&shown), want, name);
    str_release(&shown);
    close(descriptor);
    unlink(path);
}

int main(void)
{
    cut_is("a,1\nb,2\nc,3\nd,4\n", 2, "a,1\nb,2\nc,3\n|d,4\n", "behind the line in the middle");
    cut_is("a,1\nb,2\nc,3\nd,4\n", 1, "a,1\nb,2\nc,3\nd,4\n", "one part is the whole");
    cut_is("a,1\r\nb,2\r\nc,3\r\n", 2, "a,1\r\nb,2\r\n|c,3\r\n", "CRLF stays whole");
    cut_is("a,\"1\n2\n3\n4\n5\"\nb,2\n", 2, "a,\"1\n2\n3\n4\n5\"\n|b,2\n",
           "not at a line end inside quotes");
    cut_is("\"a\"\"\n\n\n\",1\n\"b\"\"\n\",2\n", 2, "\"a\"\"\n\n\n\",1\n|\"b\"\"\n\",2\n",
           "doubled quotes are no end of quotes");
    cut_is("a,1\rb,2\rc,3\r", 2, "a,1\rb,2\rc,3\r", "CR alone ends no part");
    cut_is("a,1\nb,2\n\xEF\xBB\xBFtime\nc,3\n", 2, "a,1\nb,2\n\xEF\xBB\xBFtime\n|c,3\n",
           "no part starts with a byte order mark");
    cut_is("a,1 and no more", 4, "a,1 and no more", "one line is one part");
    uint64_t cut[3];
    is_int(line_cuts(-1, 0, 100, 2, cut), 1, "a file that cannot be read is one part");
    return done();
}
