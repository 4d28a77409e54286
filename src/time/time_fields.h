// The written forms of a time, taken apart into fields; what they mean is time_parse's matter.
#ifndef HEADROOM_TIME_TIME_FIELDS_H
#define HEADROOM_TIME_TIME_FIELDS_H

#include "time/instant.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Fields as written, not yet checked against the calendar; 24:00 and a second of 60 are possible.
struct time_fields {
    int year, month, day;
    int hour, minute, second, millisecond;
    bool has_offset;
    int32_t offset_s;
};

/// What is still to be read of a text.
struct time_cursor {
    const char *at;
    const char *end;
};

bool time_take_char(struct time_cursor *cursor, char wanted);

/// Skips blanks, those that do not break a line among them; says whether there were any.
bool time_take_blanks(struct time_cursor *cursor);

/// Takes `least` to `most` digits.
bool time_take_digits(struct time_cursor *cursor, int least, int most, int *number);

/// Takes the name of a month, whole or its first three letters, and gives 1..12.
bool time_take_month(struct time_cursor *cursor, int *month);

/// Takes the name of a day of the week, whole or its first three letters.
bool time_take_weekday(struct time_cursor *cursor);

/// A fraction of a second (digits behind the point), cut to milliseconds.
bool time_take_fraction(struct time_cursor *cursor, int *millisecond);

/// AM or PM in any case, also a.m.; changes the hour of a 12-hour clock.
bool time_take_half_day(struct time_cursor *cursor, int *hour);

/// Z, UTC, GMT, +hh, +hhmm, +hh:mm, or an abbreviation of one meaning: RFC 5322's EST to PDT, WET
/// to EEST.
bool time_take_offset(struct time_cursor *cursor, struct time_fields *fields);

/// 1969 to 2068 (POSIX strptime, %y).
int time_full_year(int two_digits);

/// Parses all of the text. `separator` forms: year first (with '-', '/' or '.'), or day and month
/// first.
bool time_fields_iso(struct time_fields *fields, const char *text, size_t length);
bool time_fields_year_first(struct time_fields *fields, const char *text, size_t length);
bool time_fields_year_last(struct time_fields *fields, const char *text, size_t length,
                           bool day_first);
bool time_fields_month_name(struct time_fields *fields, const char *text, size_t length);

/// A month, an ISO week or a quarter, as the beginning of it: 2024-03, 03/2024, Mar 2024, Mar-24,
/// 2024-W03, W03 2024, KW 3/2024, 2024-Q1, Q1 2024. Years are 1970 to 2099.
bool time_fields_period(struct time_fields *fields, const char *text, size_t length);

/// The same of 202403.
bool time_fields_digits_of_month(struct time_fields *fields, const char *text, size_t length);

/// Day 1 (Monday) to 7 of an ISO week; false when the year has no such week.
bool time_fields_of_week(struct time_fields *fields, int year, int week, int weekday);

/// Parses all of the text by a strptime-like format. *epoch_ms is set, and the fields are not, when
/// the format has %s (else INSTANT_NONE).
bool time_fields_custom(struct time_fields *fields, instant *epoch_ms, const char *format,
                        const char *text, size_t length);

#endif
