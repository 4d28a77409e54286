// Whole files: reading with a bound, and output that appears whole or not at all.
#ifndef HEADROOM_BASE_FILE_H
#define HEADROOM_BASE_FILE_H

#include "base/byte_source.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/// Appends all of `path` ("-" is standard input; gzip and UTF-16 as byte_source reads them) to
/// `text`; more than `limit` bytes is an error that names the limit.
int file_read_bounded(const char *path, size_t limit, struct str *text, struct err *err);

/// Whether there is a file or folder of that name.
bool file_exists(const char *path);

/// Whether there is a file of that name, and it is neither a folder nor a device or pipe.
bool file_is_regular(const char *path);

/// Whether both names lead to one file or folder that exists, by whatever links.
bool file_is_same(const char *path, const char *other);

/// Checks that `path` ("-" is standard input) can be opened for reading, without opening it: a pipe
/// would notice. Errors: those of the system.
int file_check_readable(const char *path, struct err *err);

/// Checks that a file of this name ("-" is standard output) can be written, without touching it.
/// Errors: no such folder, no right to write.
int file_check_writable(const char *path, struct err *err);

/// Writes all `length` bytes to a descriptor; `name` is for messages. A full device and a closed
/// pipe are errors.
int file_write_descriptor(int descriptor, const char *name, const char *bytes, size_t length,
                          struct err *err);

/// Writes `bytes` to `path` by a temporary file in the same folder and a rename, so that a reader
/// sees the old content or the new, never a part. A new file's mode is by umask, a replaced one
/// keeps its own; of a symlink the target is replaced; a device or pipe is written directly.
int file_write_atomic(const char *path, const char *bytes, size_t length, struct err *err);

/// For writers that need a path of their own (workbooks) or write part by part: creates an empty
/// temporary file beside `path` (in $TMPDIR or /tmp for a device or pipe) and gives its path; then
/// commit makes it `path`, or discard removes it. Both free `temporary`; append adds to its end;
/// after a failed commit it is removed too.
int file_temporary_begin(const char *path, char **temporary, struct err *err);
int file_temporary_append(const char *temporary, const char *path, const char *bytes, size_t length,
                          struct err *err);
int file_temporary_commit(char *temporary, const char *path, struct err *err);
void file_temporary_discard(char *temporary);

/// For what is to go to a descriptor later: an empty temporary file of the user alone, in $TMPDIR
/// or /tmp; copy writes what is in it, discard removes it.
int file_temporary_begin_unnamed(char **temporary, struct err *err);
int file_temporary_copy(const char *temporary, int descriptor, const char *name, struct err *err);

/// Removes every temporary file not yet committed; async-signal-safe, so that a handler of SIGINT
/// and SIGTERM may call it.
void file_temporary_remove_all(void);

#endif
