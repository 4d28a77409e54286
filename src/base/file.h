// Files: streams of bytes in with bounds, and output that appears whole or not at all.
#ifndef HEADROOM_BASE_FILE_H
#define HEADROOM_BASE_FILE_H

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A stream of bytes from a file, standard input ("-") or memory; gzip is inflated on the way (by its
/// magic, not its name), with a bound on expansion (ratio 1000 and 64 GiB, the message names both).
struct byte_source;

/// Opens `path`, "-" for standard input. Errors: missing, a folder, no permission, by name.
int byte_source_open(struct byte_source **source, const char *path, struct err *err);

/// Reads from memory (not copied), for tests and fuzzing.
struct byte_source *byte_source_memory(const char *bytes, size_t length);

/// Reads up to `size` bytes; *got 0 at the end.
int byte_source_read(struct byte_source *source, char *buffer, size_t size, size_t *got,
                     struct err *err);

/// Shows up to `want` bytes (at most 64 KiB) without taking them.
int byte_source_peek(struct byte_source *source, size_t want, const char **bytes, size_t *got,
                     struct err *err);

/// The name for messages: the path, or "standard input".
const char *byte_source_name(const struct byte_source *source);

/// Bytes delivered so far, after inflation.
uint64_t byte_source_offset(const struct byte_source *source);

void byte_source_close(struct byte_source *source);

/// Reads all of `path` ("-" is standard input; gzip inflated) into `text`; more than `limit` bytes is an error.
int file_read_bounded(const char *path, size_t limit, struct str *text, struct err *err);

/// Writes `bytes` to `path` by an O_EXCL temporary file in the same folder and a rename (mode by
/// umask, a symlink's target is replaced, a device or pipe is written directly). All errors noticed.
int file_write_atomic(const char *path, const char *bytes, size_t length, struct err *err);

/// For writers that need a path of their own (workbooks): gives a temporary path beside `path`;
/// then commit renames it, or discard removes it.
int file_temporary_begin(const char *path, char **temporary, struct err *err);
int file_temporary_commit(char *temporary, const char *path, struct err *err);
void file_temporary_discard(char *temporary);

/// Removes every temporary file not yet committed; async-signal-safe.
void file_temporary_remove_all(void);

#endif
