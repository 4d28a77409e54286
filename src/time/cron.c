#include "time/cron.h"

#include <stddef.h>

enum { MINUTES_PER_HOUR = 60, HOURS_PER_DAY = 24, DAYS_PER_WEEK = 7 };

static const instant MINUTE = 60 * INSTANT_PER_SECOND;
static const instant DAY = SECONDS_PER_DAY * INSTANT_PER_SECOND;

/// One day on the calendar.
struct cron_date {
    int64_t days; ///< since 1970-01-01
    int year, month, day;
    int weekday; ///< 0 is Sunday
};

static struct cron_date date_of(int64_t days)
{
    struct civil civil;
    civil_from_instant(days * DAY, &civil);
    return (struct cron_date){
        .days = days,
        .year = civil.year,
        .month = civil.month,
        .day = civil.day,
        .weekday = (civil_weekday(days) + 1) % DAYS_PER_WEEK,
    };
}

static bool has_bit(uint64_t bits, int place)
{
    return (bits >> place & 1) != 0;
}

/// The day of Monday to Friday that is nearest to `day` without leaving the month.
static int nearest_weekday(const struct cron_date *date, int day)
{
    int length = civil_month_length(date->year, date->month);
    if (day > length)
        return 0;
    int weekday =
        (date->weekday + (day - date->day) % DAYS_PER_WEEK + DAYS_PER_WEEK) % DAYS_PER_WEEK;
    if (weekday == 6)
        return day == 1 ? 3 : day - 1;
    if (weekday == 0)
        return day == length ? day - 2 : day + 1;
    return day;
}

static bool day_fits(const struct cron *cron, const struct cron_date *date)
{
    if (cron->last_day && date->day == civil_month_length(date->year, date->month))
        return true;
    if (cron->nearest_weekday > 0 && date->day == nearest_weekday(date, cron->nearest_weekday))
        return true;
    return has_bit(cron->day, date->day);
}

static bool weekday_fits(const struct cron *cron, const struct cron_date *date)
{
    if (!has_bit(cron->weekday, date->weekday))
        return false;
    if (cron->nth_weekday > 0)
        return (date->day - 1) / DAYS_PER_WEEK + 1 == cron->nth_weekday;
    if (cron->last_of_the_weekday)
        return date->day + DAYS_PER_WEEK > civil_month_length(date->year, date->month);
    return true;
}

static bool date_fits(const struct cron *cron, const struct cron_date *date)
{
    int year = date->year - CRON_YEAR_FIRST;
    if (year < 0 || !has_bit(cron->year[year / 64], year % 64) ||
        !has_bit(cron->month, date->month))
        return false;
    // crontab(5): where both days are restricted either will do.
    if (!cron->any_day && !cron->any_weekday)
        return day_fits(cron, date) || weekday_fits(cron, date);
    return day_fits(cron, date) && weekday_fits(cron, date);
}

/// The instant after `after` at which a local time comes, INSTANT_NONE when it does not.
static instant local_run(const struct cron *cron, const struct zone *zone, instant local,
                         instant after)
{
    struct civil civil;
    civil_from_instant(local, &civil);
    instant first = local, second = INSTANT_NONE;
    enum local_times times = zone_local_to_instant(zone, &civil, &first, &second);
    if (times == LOCAL_NONE && cron->any_hour)
        return INSTANT_NONE;
    if (first > after)
        return first;
    return times == LOCAL_TWO && cron->any_hour && second > after ? second : INSTANT_NONE;
}

/// The first run on a local day that comes after `after`.
static instant first_of_day(const struct cron *cron, const struct zone *zone, int64_t days,
                            instant after)
{
    instant midnight = days * DAY;
    int32_t offset_s = zone == NULL ? 0 : zone_offset_s(zone, midnight - DAY);
    bool regular = zone == NULL || zone_offset_s(zone, midnight + 2 * DAY) == offset_s;
    instant found = INSTANT_NONE;
    for (int hour = 0; hour < HOURS_PER_DAY; hour++) {
        if (!has_bit(cron->hour, hour))
            continue;
        for (int minute = 0; minute < MINUTES_PER_HOUR; minute++) {
            if (!has_bit(cron->minute, minute))
                continue;
            instant local = midnight + (hour * MINUTES_PER_HOUR + minute) * MINUTE;
            if (regular && local - offset_s * INSTANT_PER_SECOND > after)
                return local - offset_s * INSTANT_PER_SECOND;
            instant run = regular ? INSTANT_NONE : local_run(cron, zone, local, after);
            if (run != INSTANT_NONE && (found == INSTANT_NONE || run < found))
                found = run;
        }
    }
    return found;
}

instant cron_next(const struct cron *cron, const struct zone *zone, instant after)
{
    instant local = after + (zone == NULL ? 0 : zone_offset_s(zone, after) * INSTANT_PER_SECOND);
    // Clocks that go back past midnight come to the day before once more.
    int64_t days = local / DAY - (local % DAY < 0) - 1;
    int64_t least = civil_days(CRON_YEAR_FIRST, 1, 1);
    for (days = days < least ? least : days; days < civil_days(CRON_YEAR_LAST + 1, 1, 1); days++) {
        struct cron_date date = date_of(days);
        if (!date_fits(cron, &date))
            continue;
        instant run = first_of_day(cron, zone, days, after);
        if (run != INSTANT_NONE)
            return run;
    }
    return INSTANT_NONE;
}
