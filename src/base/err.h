// What went wrong, where, and what to do about it: one line, filled where it is known best.
#ifndef HEADROOM_BASE_ERR_H
#define HEADROOM_BASE_ERR_H

#include <stddef.h>

enum err_kind {
    ERR_NONE,
    ERR_USAGE,  ///< the command line is wrong
    ERR_DATA,   ///< a file says something that cannot be used
    ERR_SYSTEM, ///< the machine said no
};

enum { ERR_TEXT_MAX = 2048 };

struct err {
    enum err_kind kind;
    char text[ERR_TEXT_MAX]; ///< lower case, no final stop, no newline, no "headroom:" in front
};

/// Sets `err` (may be NULL) and returns -1, so that a function can end in `return err_set(...)`.
/// Foreign text goes through %s only after str_append_escaped; err_at does so by itself.
__attribute__((format(printf, 3, 4))) int err_set(struct err *err, enum err_kind kind,
                                                  const char *format, ...);

/// A data error at a place: "FILE:LINE: COLUMN: text". `file` and `column` are escaped; `line` 0
/// and `column` NULL are left out.
__attribute__((format(printf, 5, 6))) int err_at(struct err *err, const char *file, size_t line,
                                                 const char *column, const char *format, ...);

/// Puts the file or series that a data error is about in front of its text: "NAME: text"; other
/// errors name their option or file already. Returns -1.
int err_about(struct err *err, const char *name);

/// A system error: "PATH: cannot ACTION: reason", the reason of `error_number` (errno) in plain
/// words with what to do where that is known. `path` is escaped; `action` is a phrase such as "open
/// it".
int err_system(struct err *err, const char *path, const char *action, int error_number);

/// Copies foreign bytes into `out`, escaped as str_append_escaped does, for use with %s; returns
/// out.
const char *err_quote(char *out, size_t size, const char *bytes, size_t length);

#endif
