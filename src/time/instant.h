// Instants: milliseconds since 1970-01-01T00:00:00Z, proleptic Gregorian, no leap seconds.
#ifndef HEADROOM_TIME_INSTANT_H
#define HEADROOM_TIME_INSTANT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int64_t instant;

#define INSTANT_NONE INT64_MIN
#define INSTANT_PER_SECOND INT64_C(1000)
#define SECONDS_PER_DAY INT64_C(86400)
#define SECONDS_PER_WEEK INT64_C(604800)

enum { INSTANT_TEXT_MAX = 40 };

/// A calendar time without a zone.
struct civil {
    int year, month, day; ///< month and day from 1
    int hour, minute, second, millisecond;
};

/// Days since 1970-01-01 of a date.
int64_t civil_days(int year, int month, int day);

/// The instant of a civil time read as UTC; fields are in range.
instant civil_to_instant(const struct civil *civil);

void civil_from_instant(instant time, struct civil *civil);

/// Days of a month (1..12) of a year.
int civil_month_length(int year, int month);

/// 0 = Monday .. 6 = Sunday (ISO 8601 less one) of days since 1970-01-01.
int civil_weekday(int64_t days);

/// Writes ISO 8601 UTC: 2024-03-10T06:00:00Z, with .mmm only when not zero; a midnight keeps its
/// time;
/// "" for INSTANT_NONE.
const char *instant_format(char out[INSTANT_TEXT_MAX], instant time);

/// Writes the date alone: 2024-03-10; "" for INSTANT_NONE.
const char *instant_format_date(char out[INSTANT_TEXT_MAX], instant time);

#endif
