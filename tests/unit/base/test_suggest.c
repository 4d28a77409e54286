#include "base/suggest.h"
#include "tap.h"

#include <string.h>

static const char *const commands[] = {"clean", "describe", "fit",    "forecast", "size",
                                       "steps", "simulate", "runout", "plan",     "p95"};

static const char *closest(const char *word)
{
    return suggest_closest(word, commands, sizeof commands / sizeof *commands);
}

int main(void)
{
    is_text(closest("forcast"), "forecast", "a letter too few");
    is_text(closest("forecastt"), "forecast", "a letter too many");
    is_text(closest("simulaet"), "simulate", "two letters swapped");
    is_text(closest("sise"), "size", "one letter wrong");
    is_text(closest("SIZE"), "size", "case does not matter");
    is_text(closest("desc"), "describe", "the beginning of a word");
    is_text(closest("describes"), "describe", "a word with more behind it");
    is_text(closest("pln"), "plan", "short words forgive one letter");
    is_text(closest("p9"), "p95", "and a missing digit");
    is_text(closest("fcst"), NULL, "an abbreviation that shares a letter alone");
    is_text(closest("simlt"), "simulate", "an abbreviation");
    is_text(closest("desb"), "describe", "whichever letters it keeps");
    is_text(closest("desx"), NULL, "but no other letters");
    is_text(closest("kubernetes"), NULL, "nothing is near");
    is_text(closest("x"), NULL, "one letter is near to nothing");
    is_text(closest(""), NULL, "neither is an empty word");
    char longest[400];
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    is_text(closest(longest), NULL, "nor an endless one");
    is_text(suggest_closest("size", NULL, 0), NULL, "no candidates, no suggestion");
    return done();
}
