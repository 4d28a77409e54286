#include "base/err.h"
#include "tap.h"

#include <errno.h>
#include <string.h>

int main(void)
{
    struct err err = {0};
    is_int(err_set(&err, ERR_USAGE, "--%s needs a value", "demand"), -1, "err_set returns -1");
    is_text(err.text, "--demand needs a value", "and sets the text");
    is_int(err.kind, ERR_USAGE, "and the kind");
    is_int(err_set(NULL, ERR_USAGE, "x"), -1, "nobody has to listen");

    is_int(err_at(&err, "alb.csv", 412, "requests", "\"%s\" is not a number", "12,3x"), -1,
           "err_at");
    is_text(err.text, "alb.csv:412: requests: \"12,3x\" is not a number",
            "puts the place in front");
    is_int(err.kind, ERR_DATA, "of a data error");
    err_at(&err, "a\nb", 0, NULL, "is empty");
    is_text(err.text, "a\\x0ab: is empty", "escaped, and without what is not known");
    err_at(&err, "f", 3, "c\x1b", "x");
    is_text(err.text, "f:3: c\\x1b: x", "a column's name is escaped too");
    is_int(err_at(NULL, "f", 1, NULL, "x"), -1, "nobody has to listen");

    err_system(&err, "x.csv", "open it", ENOENT);
    is_text(err.text, "x.csv: cannot open it: there is no such file or folder; check the path",
            "a missing file");
    is_int(err.kind, ERR_SYSTEM, "is the system's trouble");
    err_system(&err, "x.csv", "open it", EACCES);
    has_text(err.text, "permission denied; check the rights", "no permission");
    err_system(&err, "x/y", "open it", ENOTDIR);
    has_text(err.text, "a part of the path is not a folder", "a file for a folder");
    err_system(&err, "x", "read it", EIO);
    ok(strncmp(err.text, "x: cannot read it: i", 20) == 0, "other reasons in lower case: %s",
       err.text);

    char longest[5000];
    memset(longest, 'y', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    err_set(&err, ERR_DATA, "%s", longest);
    is_int(strlen(err.text), ERR_TEXT_MAX - 1, "an endless text is cut");
    err_at(&err, longest, 1, longest, "%s", longest);
    ok(strlen(err.text) < ERR_TEXT_MAX, "also with a place");

    char out[20];
    is_text(err_quote(out, sizeof out, "a\x01", 2), "a\\x01", "quoting escapes");
    is_int(strlen(err_quote(out, sizeof out, longest, 100)), 19, "within the room given");
    return done();
}
