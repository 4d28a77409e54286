// Options and assumptions files together: every term of the scaling equation with its origin. An
// option wins over the row of a service, that over a general row, that over the default.
#ifndef HEADROOM_TERMS_TERMS_H
#define HEADROOM_TERMS_TERMS_H

#include "base/unit.h"
#include "cli/command.h"
#include "sizing/plan_row.h"
#include "terms/assumptions.h"
#include "terms/resource_list.h"

#include <stdbool.h>
#include <stddef.h>

/// The terms of the scaling equation, and --assume: for every command that sizes.
extern const struct option_use options_sizing[];

/// The terms of a latency target: for commands that take one.
extern const struct option_use options_latency[];

enum setting_origin {
    SETTING_ABSENT,
    SETTING_OPTION,
    SETTING_FILE,
    SETTING_DEFAULT,
};

/// One term as it was found.
struct setting {
    enum option_id id;
    enum setting_origin origin;
    double value; ///< in base units; NaN for a word, or when absent
    enum dimension dimension;
    bool bare;                    ///< it was written without a unit
    const char *word;             ///< "zone", "p95"; NULL for a number
    const char *text;             ///< as it was written: "500/s"; NULL when absent
    const char *place;            ///< "--headroom", "web.csv:4", "default"
    const struct assumption *row; ///< with SETTING_FILE
};

/// Where the terms come from. Zero-initialise; release with sizing_options_release.
struct sizing_options {
    struct invocation *invocation;
    struct assumptions assumptions;
    double automatic;          ///< the headroom of --headroom auto; NaN: not found
    const char *automatic_why; ///< in words
    enum option_id unknown;    ///< the term that is asked for and need not be given; OPT_NONE
    bool files_only; ///< options on the command line say nothing of what is asked for here
    /// A latency target becomes the rate of one instance, so that instances count by division: for
    /// answers that a reader changes, a plan's workbook.
    bool latency_as_rate;
    bool of_types; ///< memory is that of each type of a catalogue, and not asked for
};

/// What demand is measured in, and what it is called in messages: "--demand", "p95".
struct demand_unit {
    struct unit unit;
    const char *name;
};

/// Whether a quantity of this dimension can be in the unit of the demand. A unit that is known by
/// name alone ("passengers") has none but counts; where there is no unit, everything fits.
bool demand_unit_takes(const struct demand_unit *demand, enum dimension dimension);

/// What the demand is, for messages: "a rate (per second)", "in passengers".
const char *demand_unit_words(struct arena *arena, const struct demand_unit *demand);

/// Reads the files of --assume and settles what a month is. Errors: those of the files; rows of
/// terms that the command refuses. Notes: rows that it goes on without.
int sizing_options_read(struct invocation *invocation, struct sizing_options *options,
                        struct err *err);

/// Reads the resources or tiers file `path`, whose terms become assumptions. Errors and notes: as
/// above.
int sizing_resources_read(struct sizing_options *options, enum resource_list_kind kind,
                          const char *path, struct resource_list *list, struct err *err);

/// One term for a service (NULL: none in particular).
struct setting sizing_setting(const struct sizing_options *options, enum option_id id,
                              const char *service);

/// One term that the command goes by; else its origin is absent.
struct setting terms_setting(const struct sizing_options *options, enum option_id id,
                             const char *service);

/// A term as a row of a file says it: the further ones of a name that may be repeated.
struct setting sizing_row_setting(const struct sizing_options *options, enum option_id id,
                                  const struct assumption *row);

/// Who says a term, for messages: "--target 0%", "web.csv:4: target 0%"; and whose mistake it is.
const char *sizing_said(const struct sizing_options *options, const struct setting *setting);
enum err_kind sizing_blame(const struct setting *setting);

/// headroom and target are two spellings of one thing: whether the target counts, being from the
/// stronger origin or, of two rows, the service's own. *both: they are equally strong.
bool sizing_counts_target(const struct sizing_options *options, const char *service, bool *both);

/// Puts the terms of a service together; per_instance is converted into the unit of demand. With a
/// latency target it need not be given: then it is what keeps all workers busy. Errors:
/// per_instance is missing, its unit does not fit the demand's, headroom and target are both given,
/// sizing_check's. Notes: units that were taken for granted.
int sizing_for_service(const struct sizing_options *options, const char *service,
                       const struct demand_unit *demand, struct sizing *sizing, struct err *err);

/// Settles the terms before data are read, for a demand of any unit: gives the error that
/// sizing_for_service is going to give whatever the data hold.
int precheck_terms(const struct sizing_options *options, struct err *err);

/// The share of the demand that a cache answers before it reaches the instances; 0 unless given.
double sizing_cache_hit(const struct sizing_options *options, const char *service);

/// Value and unit of a row as one reads them: "50%", "0.0832/h", "500 requests/s".
const char *sizing_written(struct arena *arena, const struct assumption *row);

void sizing_options_release(struct sizing_options *options);

/// What amounts of money are in, as --currency or a row of the assumptions says; NULL: not said.
const char *sizing_currency(const struct sizing_options *options);

#endif
