#include "ingest/sysstat_clock.h"

#include "base/ascii.h"
#include "time/instant.h"

#include <stdio.h>
#include <string.h>

bool sysstat_is_first_line(const char *line)
{
    return strncmp(line, "Linux ", 6) == 0 && strchr(line, '(') != NULL &&
           strstr(line, "CPU)") != NULL;
}

static void settle_day_and_month(struct sysstat_clock *clock, const struct ingest_options *options)
{
    if (options->day_first || clock->month > 12) {
        int first = clock->month;
        clock->month = clock->day;
        clock->day = first;
    } else {
        clock->month_guessed =
            !options->month_first && clock->day <= 12 && clock->day != clock->month;
    }
}

static bool read_date(struct sysstat_clock *clock, const char *text,
                      const struct ingest_options *options)
{
    int year = 0;
    int month = 0;
    int day = 0;
    bool iso = sscanf(text, "%4d-%2d-%2d", &year, &month, &day) == 3;
    bool dots = !iso && sscanf(text, "%2d.%2d.%4d", &day, &month, &year) == 3;
    bool slashes = !iso && !dots && sscanf(text, "%2d/%2d/%4d", &month, &day, &year) == 3;
    if ((slashes || dots) && year < 100)
        year += 2000;
    if (!(iso || dots || slashes) || year <= 1970 || year >= 10000)
        return false;
    *clock = (struct sysstat_clock){.year = year, .month = month, .day = day};
    if (slashes)
        settle_day_and_month(clock, options);
    return clock->month >= 1 && clock->month <= 12 && clock->day >= 1 &&
           clock->day <= civil_month_length(year, clock->month);
}

bool sysstat_read_date(struct sysstat_clock *clock, const char *line,
                       const struct ingest_options *options)
{
    struct words words;
    words_split(&words, line, 1);
    for (size_t i = 2; i < words.count; i++)
        if (read_date(clock, words.text[i], options))
            return true;
    return false;
}

size_t sysstat_time_of_day(const struct words *words, size_t first, int *second_of_day)
{
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (words->count <= first || words->length[first] != 8 ||
        sscanf(words->text[first], "%2d:%2d:%2d", &hour, &minute, &second) != 3)
        return 0;
    const char *behind = words->count > first + 1 ? words->text[first + 1] : "";
    size_t length = words->count > first + 1 ? words->length[first + 1] : 0;
    bool pm = ascii_is_word(behind, length, "PM");
    bool am = ascii_is_word(behind, length, "AM");
    if (am || pm)
        hour = hour % 12 + (pm ? 12 : 0);
    if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return 0;
    *second_of_day = (hour * 60 + minute) * 60 + second;
    return am || pm ? 2 : 1;
}

void sysstat_time(struct sysstat_clock *clock, int second_of_day, char text[SYSSTAT_TIME_MAX])
{
    enum { HALF_A_DAY = 43200 };
    if (clock->last_second - second_of_day > HALF_A_DAY)
        clock->days++;
    else if (second_of_day - clock->last_second > HALF_A_DAY && clock->days > 0)
        clock->days--;
    clock->last_second = second_of_day;
    struct civil civil = {.year = clock->year, .month = clock->month, .day = clock->day};
    instant day = civil_to_instant(&civil) + clock->days * SECONDS_PER_DAY * INSTANT_PER_SECOND;
    civil_from_instant(day, &civil);
    snprintf(text, SYSSTAT_TIME_MAX, "%04d-%02d-%02d %02d:%02d:%02d", civil.year % 10000,
             civil.month % 100, civil.day % 100, second_of_day / 3600 % 100,
             second_of_day / 60 % 60, second_of_day % 60);
}

void sysstat_note_date(const struct sysstat_clock *clock, struct reading *reading)
{
    if (clock->month_guessed)
        reading_note(reading, NOTE_WARNING, "day and month",
                     "the date of the first line is read with the month first; --day-first reads "
                     "the day first");
}
