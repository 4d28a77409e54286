// Figures and dates of an answer in words: with their unit, and rounded to the side on which they
// still hold.
#ifndef HEADROOM_ANSWER_WORDS_H
#define HEADROOM_ANSWER_WORDS_H

#include "base/arena.h"
#include "base/unit.h"
#include "time/instant.h"

/// "97 instances", "1 instance".
const char *words_instances(struct arena *arena, double count);

/// A number with 4 significant digits, thousands separated, integers whole: "1,204,551".
const char *words_number(struct arena *arena, double value);

/// Money a month: "5,891.44".
const char *words_money(struct arena *arena, double value);

/// A share: "12.5%".
const char *words_share(struct arena *arena, double share);

/// "2015-02-01", with the time unless it is midnight: "2015-02-03 18:30"; "-" for INSTANT_NONE.
const char *words_time(struct arena *arena, instant time);

/// The date alone.
const char *words_date(struct arena *arena, instant time);

/// A value in words_number, words_figure, words_at_most or words_at_least with its unit:
/// "10,000/s", "69%", "32,333 requests/s". Bytes become the largest unit that leaves at least 1:
/// "500 GiB", or "2.5 GB" where that is shorter.
typedef const char *number_words(struct arena *arena, double value);
const char *words_measure(struct arena *arena, double value, number_words *words,
                          const struct unit *unit);

/// The same in the unit that suits another value, `like`: values of one line have one unit.
const char *words_measure_as(struct arena *arena, double value, number_words *words,
                             const struct unit *unit, double like);

/// The value alone in that unit, where the unit follows later in the line.
const char *words_number_as(struct arena *arena, double value, const struct unit *unit,
                            double like);

/// A number with up to 6 significant digits for people: "10,100".
const char *words_figure(struct arena *arena, double value);

/// At least 4 significant digits, and all before the point, rounded down or up: put back as they
/// are shown, a greatest demand still fits, and a smallest rate still suffices.
const char *words_at_most(struct arena *arena, double value);
const char *words_at_least(struct arena *arena, double value);

/// The same of a share in per cent, with one decimal: "35.4%".
const char *words_share_at_least(struct arena *arena, double value);
const char *words_share_at_most(struct arena *arena, double value);

/// "142 ms"; "endless" for an infinite time.
const char *words_milliseconds(struct arena *arena, double seconds);

/// A price an hour, rounded to 4 decimals like the tables: "0.0832".
const char *words_price(struct arena *arena, double price_hour);

#endif
