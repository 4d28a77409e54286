// The times of sysstat's tables as printed: the date in the first line of the file, the time of day
// in front of each row.
#ifndef HEADROOM_INGEST_SYSSTAT_CLOCK_H
#define HEADROOM_INGEST_SYSSTAT_CLOCK_H

#include "ingest/blank_words.h"
#include "ingest/reading.h"

#include <stdbool.h>
#include <stdint.h>

enum { SYSSTAT_TIME_MAX = 32 };

/// Zero-initialised it has no date.
struct sysstat_clock {
    int year, month, day; ///< of the first line; 0: there is none
    int64_t days;         ///< midnights since
    int last_second;      ///< of the day, of the row before
    bool month_guessed;   ///< 03/10/2024 was read with the month first, as nothing settles it
};

/// Whether `line` is the first one of sar, mpstat, iostat or pidstat: "Linux ... CPU)".
bool sysstat_is_first_line(const char *line);

/// Takes the date of the first line: 2024-03-10, 03/10/2024, 03/10/24 or 10.03.2024. With slashes
/// the month comes first, as most locales write it, unless there is no such month or the options
/// say otherwise. False: there is no date in it.
bool sysstat_read_date(struct sysstat_clock *clock, const char *line,
                       const struct ingest_options *options);

/// The time of day that words begin with from number `first` on, "06:10:01" or "06:10:01 PM"; how
/// many words it takes, 0: none.
size_t sysstat_time_of_day(const struct words *words, size_t first, int *second_of_day);

/// Writes the date and time of the next row as YYYY-MM-DD HH:MM:SS; a time of day that falls by
/// more than half a day has passed midnight, and one that rises so has gone back before it.
void sysstat_time(struct sysstat_clock *clock, int second_of_day, char text[SYSSTAT_TIME_MAX]);

/// Says that day and month of the first line were guessed, if they were.
void sysstat_note_date(const struct sysstat_clock *clock, struct reading *reading);

#endif
