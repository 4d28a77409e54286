// Reading times as exports write them.
#ifndef HEADROOM_TIME_TIME_PARSE_H
#define HEADROOM_TIME_TIME_PARSE_H

#include "base/err.h"
#include "time/instant.h"
#include "time/zone.h"

#include <stdbool.h>

/// The forms a column of times can have. Fractions to ns are accepted and cut to milliseconds.
enum time_form {
    TIME_FORM_NONE,
    TIME_FORM_ISO, ///< 2024-03-10T06:00:00[.f][Z|+hh[:]mm], 'T' or blank, seconds optional, date
                   ///< alone; 20240310T060000Z
    TIME_FORM_SLASH_YMD,  ///< 2024/03/10 06:00:00
    TIME_FORM_DMY,        ///< 10.03.2024 06:00, 10/03/2024 06:00[:00]
    TIME_FORM_MDY,        ///< 03/10/2024 06:00, 03/10/24 06:00:00, 3/10/2024 6:00 PM
    TIME_FORM_MONTH_NAME, ///< 10 Mar 2024 06:00, Mar 10, 2024 6:00 AM, 10/Mar/2024:06:00:00 +0000
    TIME_FORM_EPOCH_S,    ///< 1710050400[.096]
    TIME_FORM_EPOCH_MS,
    TIME_FORM_EPOCH_US,
    TIME_FORM_EPOCH_NS,
    TIME_FORM_FILETIME,     ///< 133545216000000000: 100 ns since 1601, as Windows counts
    TIME_FORM_TICKS,        ///< 638456256000000000: 100 ns since the year 1, as .NET counts
    TIME_FORM_PERIOD,       ///< a month, ISO week or quarter: 2024-03, Mar 2024, 2024-W03, Q1 2024
    TIME_FORM_MONTH_DIGITS, ///< 202403: never detected, as a cell by itself is only a number
    TIME_FORM_SERIAL, ///< 45361.25 or 45361,25, a spreadsheet's days since 30 December 1899: never
                      ///< detected, as a cell by itself is only a number
    TIME_FORM_CUSTOM, ///< --time-format, strptime-like: %Y %m %d %H %M %S %f %z %b %y %I %p %s %j
                      ///< %G %V
};

/// How one column's times are read; zero-initialised it means: no form yet, UTC. `zone` does not
/// change once a time was read.
struct time_reader {
    enum time_form form;
    const char *custom;      ///< format for TIME_FORM_CUSTOM
    const struct zone *zone; ///< for forms without an offset; NULL is UTC
    // Kept between rows, so that a day is computed once.
    int32_t cached_day_key;
    bool cached_day_regular; ///< the zone does not change its offset on that day
    instant cached_day;      ///< its midnight as UTC
    int32_t cached_offset_s;
};

/// What the parsing of one cell says besides the instant.
struct time_parsed {
    instant time;
    bool had_offset;  ///< the text named its offset
    bool ambiguous;   ///< local time that happens twice; `time` is the first, `second` the other
    bool nonexistent; ///< local time skipped by the zone
    bool leap_second; ///< :60 read as the next second
    instant second;
};

/// Which form `text` has, TIME_FORM_NONE if none. 03/04/2024 is reported as DMY or MDY by
/// `day_first`; *could_swap (may be NULL) is set when the other reading is a different valid date.
/// Dots are read as day.month.year. Two-digit years are 1969 to 2068 (POSIX). Epoch unit by
/// magnitude: [1e8,1e11) s, [1e11,1e14) ms, [1e14,1e17) us, [1e17,..) ns; but 8, 10, 12 and 14
/// digits that are a date of 1970 to 2099 (20240310, 2024031006, 202403100600) are one, and what
/// would be nanoseconds of 1974 or of 1990 are 100 ns since 1601 or since the year 1.
enum time_form time_form_detect(const char *text, size_t length, bool day_first, bool *could_swap);

/// Parses all of `text` in reader->form; false when it does not fit.
bool time_parse(struct time_reader *reader, const char *text, size_t length,
                struct time_parsed *parsed);

/// Checks a --time-format: known directives, and either %s or a date (%Y or %y with %m or %b, and
/// %d or %e unless the month's first is meant; or with %j; %F, %D; %G with %V). `name` is the
/// option for messages.
int time_format_check(const char *name, const char *format, struct err *err);

/// Parses an instant option (--since, --as-of, --changepoint): any unambiguous form; local ones by
/// `zone`.
int time_parse_option(const char *name, const char *text, const struct zone *zone, instant *time,
                      struct err *err);

const char *time_form_name(enum time_form form);

#endif
