// Streams of bytes in: files, standard input and memory, inflated and transcoded to UTF-8 on the
// way.
#ifndef HEADROOM_BASE_BYTE_SOURCE_H
#define HEADROOM_BASE_BYTE_SOURCE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A stream of bytes. gzip is inflated (by its magic, not its name; several members in a row are
/// one stream), with a bound on expansion: 64 GiB in all, and 1000 times the compressed size once
/// 64 MiB have come out. Text in UTF-16 with a byte order mark becomes UTF-8; a UTF-8 mark is left
/// out.
struct byte_source;

enum { BYTE_SOURCE_PEEK_MAX = 1 << 23 };

/// What standard input is called in messages.
#define BYTE_SOURCE_STANDARD_INPUT "standard input"

/// Opens `path`, "-" for standard input. Errors: missing, a folder, no permission, by name.
int byte_source_open(struct byte_source **source, const char *path, struct err *err);

/// Reads from memory (not copied), for tests and fuzzing.
struct byte_source *byte_source_memory(const char *bytes, size_t length);

/// Reads up to `size` bytes; *got 0 at the end. Errors: the machine's, a damaged or truncated gzip
/// stream, one that expands beyond the bounds, UTF-16 that is none. After an error the source is
/// only fit to be closed.
int byte_source_read(struct byte_source *source, char *buffer, size_t size, size_t *got,
                     struct err *err);

/// Shows up to `want` bytes (at most BYTE_SOURCE_PEEK_MAX) without taking them; fewer only at the
/// end of the stream. The bytes are valid until the next call.
int byte_source_peek(struct byte_source *source, size_t want, const char **bytes, size_t *got,
                     struct err *err);

/// The name for messages: the path, or BYTE_SOURCE_STANDARD_INPUT.
const char *byte_source_name(const struct byte_source *source);

/// The line that the row or line handed over last begins on, from 1, as those who cut the bytes
/// into lines say; 0 before the first and where lines mean nothing. Valid as long as the source.
const size_t *byte_source_line(const struct byte_source *source);

/// Says which line is handed over now.
void byte_source_set_line(struct byte_source *source, size_t line);

/// Bytes delivered so far, after inflation and transcoding; what was only peeked at does not count.
uint64_t byte_source_offset(const struct byte_source *source);

/// Asks for byte_source_crc32, before the first read; it costs a twentieth of reading.
void byte_source_keep_crc32(struct byte_source *source);

/// CRC-32 of the bytes delivered so far, as gzip and zip have it: a plain file's is that of the
/// file. 0 unless it was asked for.
uint32_t byte_source_crc32(const struct byte_source *source);

/// Whether the source is a regular file, neither compressed nor transcoded nor standard input, of
/// which nothing has been taken (peeked at it may be): then *descriptor is the file, and its text
/// lies between *start and *end.
bool byte_source_is_plain(const struct byte_source *source, int *descriptor, uint64_t *start,
                          uint64_t *end);

/// The bytes between `start` and `end` of a plain source as a source of its own, which another
/// thread may read; `whole` has to live longer.
struct byte_source *byte_source_range(const struct byte_source *whole, uint64_t start,
                                      uint64_t end);

/// Counts what `part` has delivered as delivered by `whole`, behind what it delivered before.
void byte_source_count_part(struct byte_source *whole, const struct byte_source *part);

/// Closes the file (not standard input) and releases everything; NULL is accepted.
void byte_source_close(struct byte_source *source);

#endif
