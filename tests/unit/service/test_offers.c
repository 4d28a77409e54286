// The lists of --offers and --owned, and each of their refusals.
#include "service/offers.h"
#include "service/payback.h"
#include "tap.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef int list_read(struct byte_source *source, struct offer_list *list, struct notes *notes,
                      struct err *err);

static int read_text(list_read *read, const char *text, struct offer_list *list,
                     struct notes *notes, struct err *err)
{
    struct byte_source *source = byte_source_memory(text, strlen(text));
    *list = (struct offer_list){0};
    int status = read(source, list, notes, err);
    byte_source_close(source);
    return status;
}

static void refuses(list_read *read, const char *text, const char *message)
{
    struct offer_list list;
    struct notes notes = {0};
    struct err err = {0};
    ok(read_text(read, text, &list, &notes, &err) == -1, "refused: %s", message);
    has_text(err.text, message, "with the place");
    offer_list_release(&list);
    notes_release(&notes);
}

static void test_offers(void)
{
    struct offer_list list;
    struct notes notes = {0};
    struct err err = {0};
    ok(read_text(offers_read,
                 "name,kind,term,upfront,hourly,discount,source,date\n"
                 "a,reservation,1y,,0.06/h,,list,2026-01-19\n"
                 ",,, ,,,,\n"
                 "b,Plan,3y,876,,50%,list,2026-01-19\n"
                 "c,spot,,,0.03,,,\n",
                 &list, &notes, &err) == 0,
       "three offers: %s", err.text);
    is_int(list.offers, 3, "are there");
    near(list.offer[0].term_months, 12, 1e-9, "a year is 12 months of 730 hours");
    near(offer_effective_hour(&list.offer[0], 0.1, 730), 0.06, 1e-12, "an hourly price");
    near(offer_effective_hour(&list.offer[1], 0.1, 730), 0.05 + 876.0 / (730 * 36), 1e-12,
         "a discount and what is paid at the start");
    near(offer_effective_hour(&list.offer[2], 0.1, 730), 0.03, 1e-12, "spot");
    ok(list.offer[2].date == INSTANT_NONE, "no date is none");
    is_int(list.offer[1].line, 4, "a row of separators is passed over");
    offer_list_release(&list);
    notes_release(&notes);
    refuses(offers_read, "kind,hourly\nspot,1\n", "no column \"name\"");
    refuses(offers_read, "name,kind,hourly,Kind\na,spot,1,plan\n",
            "memory:1: kind: two columns have this name");
    refuses(offers_read, "name,kind,hourly\n,spot,1\n", "memory:2: name: the row has no name");
    refuses(offers_read, "name,kind,hourly\na,loan,1\n",
            "memory:2: kind: an offer is a reservation");
    refuses(offers_read, "name,kind,hourly\na,reservation,1\n",
            "memory:2: term: a reservation binds");
    refuses(offers_read, "name,kind,hourly,discount\na,spot,1,30%\n", "has a discount too");
    refuses(offers_read, "name,kind\na,spot\n", "memory:2: hourly: the offer has no price");
    refuses(offers_read, "name,kind,upfront,hourly\na,spot,10,1\n", "spot has none");
    refuses(offers_read, "name,kind,hourly\na,spot,-1\n",
            "memory:2: hourly: \"-1\" is out of bounds");
    refuses(offers_read, "name,kind,hourly\na,spot,20000\n", "it may be 0 to 10000");
    refuses(offers_read, "name,kind,discount\na,spot,120%\n",
            "discount: \"120%\" is out of bounds");
    refuses(offers_read, "name,kind,hourly,date\na,spot,1,tomorrow\n", "is no date");
    refuses(offers_read, "name,kind,hourly\n,spot,1\n", "memory:2: name: the row has no name");
    refuses(offers_read, "name,kind,hourly\n", "no offer in it");
}

static void test_owned(void)
{
    struct offer_list list;
    struct notes notes = {0};
    struct err err = {0};
    ok(read_text(owned_read, "name,units,end\nold,5,2026-12-31\n", &list, &notes, &err) == 0,
       "what is owned");
    near(list.owned[0].units, 5, 0, "its units");
    offer_list_release(&list);
    notes_release(&notes);
    refuses(owned_read, "name,units\na,\n", "memory:2: units: the row says no number");
    refuses(owned_read, "name,units\na,1.5\n", "is no whole number of units");
    refuses(owned_read, "name,units,start,end\na,1,2026-02-01,2026-01-01\n",
            "is not after the start");
}

static void test_unknown_column(void)
{
    struct offer_list list;
    struct notes notes = {0};
    struct err err = {0};
    ok(read_text(offers_read, "name,kind,hourli,hourly\na,spot,1,2\n", &list, &notes, &err) == 0,
       "a column that is not known");
    ok(notes.count == 1, "is warned of");
    has_text(notes.note[0].text, "did you mean \"hourly\"?", "with the nearest");
    offer_list_release(&list);
    notes_release(&notes);
}

static void test_payback(void)
{
    // 0.1 on demand, used half of the time; 219 at the start and nothing later, for a year.
    struct commitment_offer offer = {0, 219, 12};
    struct payback found = commitment_payback(&offer, 0.1, 0.5, 730);
    near(found.payback_month, 6, 1e-12, "paid back after half a year");
    near(found.needed_until_month, 6, 1e-12, "and needed so long");
    near(found.saving_over_term, 219, 1e-12, "the other half is gain");
    found = commitment_payback(&offer, 0.1, 0.2, 730);
    ok(isnan(found.payback_month) && isnan(found.needed_until_month), "used too little: never");
}

int main(void)
{
    test_offers();
    test_owned();
    test_unknown_column();
    test_payback();
    return done();
}
