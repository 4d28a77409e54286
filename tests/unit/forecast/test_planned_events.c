#include "forecast/planned_events.h"
#include "tap.h"

#include <math.h>
#include <string.h>

enum { HOUR = 3600 * 1000, DAY = 24 * HOUR, EVENTS_MAX = 8 };

/// 2026-11-27T00:00:00Z: date -u -d 2026-11-27 +%s gives 1795737600.
static const instant friday = INT64_C(1795737600) * INSTANT_PER_SECOND;

static int read_text(const char *text, struct planned_events *events, struct notes *notes,
                     struct err *err)
{
    struct byte_source *source = byte_source_memory(text, strlen(text));
    int result = planned_events_read(source, NULL, events, notes, err);
    byte_source_close(source);
    return result;
}

/// The strength in the hour that begins `hour` hours after the Friday's midnight.
static double at_hour(const struct planned_event *event, int hour)
{
    return planned_event_strength(event, friday + (instant)hour * HOUR,
                                  friday + (instant)(hour + 1) * HOUR);
}

static void test_a_kept_file(void)
{
    static const char text[] =
        "name,start,end,duration,ramp,multiplier,waves,every,retry,retries,shed,service,confidence,"
        "owner\n"
        "launch,2026-11-27T12:00:00Z,,2h,90m,2.5x,3,1d,20%,4,10%,web,80%,ana\n"
        "sale,2026-11-27,2026-11-28,,,,,,,,,,,\n"
        ",,,,,,,,,,,,,\n";
    struct planned_events events = {0};
    struct notes notes = {0};
    struct err err = {0};
    is_int(read_text(text, &events, &notes, &err), 0, "a kept file is read");
    is_text(err.text, "", "without an error");
    is_int(notes.count, 0, "and without a note");
    is_int(events.count, 2, "two events; a blank row is none");
    const struct planned_event *launch = &events.item[0];
    is_text(launch->name, "launch", "name");
    is_int(launch->start, friday + 12 * HOUR, "start");
    is_int(launch->duration_ms, 2 * HOUR, "duration");
    is_int(launch->ramp_ms, HOUR + HOUR / 2, "ramp");
    near(launch->multiplier, 2.5, 0, "multiplier");
    is_int(launch->waves, 3, "waves");
    is_int(launch->every_ms, DAY, "every");
    near(launch->retry, 0.2, 1e-15, "retry");
    is_int(launch->retries, 4, "retries");
    near(launch->shed, 0.1, 1e-15, "shed");
    is_text(launch->service, "web", "service");
    is_text(launch->confidence, "80%", "confidence");
    is_text(launch->owner, "ana", "owner");
    is_int(launch->line, 2, "line");
    const struct planned_event *sale = &events.item[1];
    is_int(sale->duration_ms, DAY, "dates are midnights: a day from one to the next");
    near(planned_event_factor(sale, 1), 1, 0, "nothing said, nothing changed");
    is_text(sale->owner, NULL, "what is empty is not there");
    planned_events_release(&events);
    notes_release(&notes);
}

static void test_strength(void)
{
    struct planned_event event = {
        .start = friday + 12 * HOUR, .duration_ms = 2 * HOUR, .ramp_ms = 2 * HOUR, .waves = 1};
    static const double ramped[] = {0, 0.5, 1, 1, 1, 1, 0.5, 0};
    for (int i = 0; i < 8; i++)
        near(at_hour(&event, 9 + i), ramped[i], 1e-15, "two hours of ramp on each side");
    event.ramp_ms = 0;
    static const double sudden[] = {0, 0, 0, 1, 1, 0, 0, 0};
    for (int i = 0; i < 8; i++)
        near(at_hour(&event, 9 + i), sudden[i], 0, "at once, and the end is not included");
    near(planned_event_strength(&event, friday, friday + DAY), 1, 0, "within a longer step");
    near(planned_event_strength(&event, event.start, event.start + 1), 1, 0, "a moment");
}

/// Every hour of four days, against all waves one by one.
static void test_waves(void)
{
    struct planned_event event = {.start = friday + 12 * HOUR,
                                  .duration_ms = HOUR,
                                  .ramp_ms = 5 * HOUR,
                                  .waves = 7,
                                  .every_ms = 4 * HOUR};
    struct planned_event single = event;
    single.waves = 1;
    double worst = 0;
    for (int hour = -24; hour < 72; hour++) {
        double strongest = 0;
        for (int wave = 0; wave < 7; wave++) {
            single.start = event.start + (instant)wave * event.every_ms;
            strongest = fmax(strongest, at_hour(&single, hour));
        }
        worst = fmax(worst, fabs(strongest - at_hour(&event, hour)));
    }
    near(worst, 0, 0, "the strongest wave counts, whichever it is");
    event.ramp_ms = 0;
    near(at_hour(&event, 12 + 24), 1, 0, "the seventh wave");
    near(at_hour(&event, 12 + 28), 0, 0, "there is no eighth");
    near(at_hour(&event, 12 + 22), 0, 0, "nothing between two");
}

static void test_factor(void)
{
    near(retry_amplification(0, SIZE_MAX), 1, 0, "nothing fails");
    near(retry_amplification(0.2, SIZE_MAX), 1.25, 1e-15, "1 / (1 - 0.2)");
    near(retry_amplification(0.5, 3), 1.875, 1e-15, "1 + 1/2 + 1/4 + 1/8");
    near(retry_amplification(0.5, 0), 1, 1e-15, "nobody tries again");
    near(retry_amplification(1, 3), 4, 0, "all fail: each is sent four times");
    struct planned_event event = {.multiplier = 3, .retry = 0.5, .retries = 3, .shed = 0.2};
    near(planned_event_factor(&event, 0), 1, 0, "no strength, no effect");
    near(planned_event_factor(&event, 1), 4.5, 1e-15, "3 x 1.875 x 0.8");
    // s = 1/2: 1 + 1/2 x 2 = 2; r = 1/4: 1 + 1/4 + 1/16 + 1/64 = 1.328125; 1 - 1/2 x 0.2 = 0.9
    near(planned_event_factor(&event, 0.5), 2.390625, 1e-15, "2 x 1.328125 x 0.9 at half strength");
}

static void test_overlap(void)
{
    static const char text[] = "name,start,duration,multiplier,shed,service\n"
                               "sale,2026-11-27T10:00:00Z,4h,2x,,\n"
                               "launch,2026-11-27T12:00:00Z,4h,150%,,web\n"
                               "brownout,2026-11-27T13:00:00Z,1h,,25%,\n";
    struct planned_events events = {0};
    struct err err = {0};
    double strength[EVENTS_MAX];
    is_int(read_text(text, &events, NULL, &err), 0, "three events");
    instant one = friday + 13 * HOUR;
    near(planned_events_factor(&events, "web", one, one + HOUR, strength), 2.25, 1e-15,
         "2 x 1.5 x 0.75 where all act");
    near(planned_events_factor(&events, "search", one, one + HOUR, strength), 1.5, 1e-15,
         "2 x 0.75 where the launch is not");
    near(strength[1], 0, 0, "its strength is none");
    near(planned_events_factor(&events, NULL, one, one + HOUR, strength), 1.5, 1e-15,
         "without services the launch of one does not act");
    near(planned_events_factor(&events, "web", one + 2 * HOUR, one + 3 * HOUR, strength), 1.5,
         1e-15, "the launch alone");
    planned_events_release(&events);
}

static void test_columns(void)
{
    struct planned_events events = {0};
    struct notes notes = {0};
    struct err err = {0};
    is_int(
        read_text("\xef\xbb\xbfName;Start;Duration;Multipler;comment\r\nsale;2026-11-27;1d;2x;\r\n",
                  &events, &notes, &err),
        0, "a spreadsheet's file");
    is_int(events.count, 1, "has its event");
    is_text(notes.note[0].text,
            "memory: column \"Multipler\" is not read; did you mean \"multiplier\"?",
            "a column misspelt");
    is_int(notes.note[0].level, NOTE_WARNING, "is a warning");
    is_int(notes.note[1].level, NOTE_DETAIL, "another is no matter");
    planned_events_release(&events);
    notes_release(&notes);
}

static void refuses(const char *text, const char *says)
{
    struct planned_events events = {0};
    struct err err = {0};
    is_int(read_text(text, &events, NULL, &err), -1, says);
    has_text(err.text, says, says);
    is_int(err.kind, ERR_DATA, "which is trouble with data");
    planned_events_release(&events);
}

#define HEADER "name,start,end,duration,ramp,multiplier,waves,every,retry,retries,shed\n"
#define EVENT "sale,2026-11-27,,1d,"

static void test_errors(void)
{
    refuses("", "memory: no header row");
    refuses("start,end\n",
            "memory:1: no column \"name\": an events file begins with a row of names");
    refuses("name,end\n", "memory:1: no column \"start\"");
    refuses("name,start\n", "memory:1: no column \"end\"");
    refuses("name,start,end,Name\n", "memory:1: name: two columns have this name");
    refuses(HEADER, "memory: no event in it; each row below the names is one");
    refuses(HEADER ",2026-11-27,,1d\n", "memory:2: name: the event has no name");
    refuses(HEADER "sale,,,1d\n", "memory:2: start: the event has no start");
    refuses(HEADER "sale,soon,,1d\n", "memory:2: start: \"soon\" is no time, or could be two");
    refuses(HEADER "sale,03/04/2026,,1d\n", "memory:2: start: \"03/04/2026\" is no time, or could");
    refuses(HEADER "sale,2026-11-27,never,\n", "memory:2: end: \"never\" is no time");
    refuses(HEADER "sale,2026-11-27,,\n", "memory:2: end: the event has no end");
    refuses(HEADER "sale,2026-11-27,2026-11-28,1d\n",
            "memory:2: duration: the event has an end too");
    refuses(HEADER "sale,2026-11-27,2026-11-27,\n", "memory:2: end: \"2026-11-27\" is not after");
    refuses(HEADER "sale,2026-11-27,,0\n", "memory:2: duration: \"0\" is no time at all");
    refuses(HEADER "sale,2026-11-27,,2\n", "memory:2: duration: \"2\"");
    refuses(HEADER "sale,2026-11-27,,101y\n", "memory:2: duration: \"101y\" is out of bounds");
    refuses(HEADER EVENT "-1h\n", "memory:2: ramp: \"-1h\" is negative");
    refuses(HEADER EVENT ",3h\n", "memory:2: multiplier: \"3h\"");
    refuses(HEADER EVENT ",2000000x\n",
            "memory:2: multiplier: \"2000000x\" is out of bounds: it may be 0 to");
    refuses(HEADER EVENT ",,0\n", "memory:2: waves: \"0\" is not a whole number from 1 to 1000");
    refuses(HEADER EVENT ",,2\n", "memory:2: every: 2 waves need the time from one start to the");
    refuses(HEADER EVENT ",,2,12h\n", "memory:2: every: \"12h\" is shorter than a wave lasts");
    refuses(HEADER EVENT ",,,,120%\n",
            "memory:2: retry: \"120%\" is out of bounds: it may be 0 to");
    refuses(HEADER EVENT ",,,,100%\n", "memory:2: retry: \"100%\" without a limit never ends");
    refuses(HEADER EVENT ",,,,50%,1.5\n", "memory:2: retries: \"1.5\" is not a whole number");
    refuses(HEADER EVENT ",,,,,,2\n", "memory:2: shed: \"2\"");
    refuses(HEADER EVENT ",,,,,,110%\n", "memory:2: shed: \"110%\" is out of bounds");
}

int main(void)
{
    test_a_kept_file();
    test_strength();
    test_waves();
    test_factor();
    test_overlap();
    test_columns();
    test_errors();
    return done();
}
