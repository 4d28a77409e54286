// Taking values out of one object of a file, with the first refusal kept: readers take all they
// need and ask once, at the end, whether anything failed.
#ifndef HEADROOM_POLICY_CORE_FIELDS_H
#define HEADROOM_POLICY_CORE_FIELDS_H

#include "base/notes.h"
#include "policy/core/policy.h"
#include "policy/core/value_tree.h"

/// What the calls below share.
struct fields {
    struct arena *arena; ///< of texts that outlive the document
    const char *file;    ///< lives in `arena`
    /// CloudFormation's Parameters; those that functions still refer to have no value; NULL.
    const struct node *parameters;
    struct notes *notes;
    struct err *err;
    bool failed;
};

/// A word of a file and what it means.
struct field_word {
    const char *word;
    int value;
};

/// The elements of an array of words or rules and how many there are.
#define FIELD_LIST(array) (array), sizeof(array) / sizeof((array)[0])

/// The word of a value; NULL where none has it.
const char *field_word_of(const struct field_word *words, size_t count, int value);

/// What the keys of an object are to us.
enum key_use {
    KEY_READ,    ///< understood
    KEY_IGNORED, ///< says nothing about scaling
    KEY_REFUSED, ///< changes what happens in a way that is not modelled
};

struct key_rule {
    const char *key;
    enum key_use use;
    const char *reason; ///< of KEY_REFUSED
};

/// Where a value stands.
struct policy_origin field_origin(const struct fields *fields, const struct node *node);

/// The member; NULL where it is absent or null. A function of CloudFormation that is left is a
/// refusal.
const struct node *field(struct fields *fields, const struct node *map, const char *key);

/// The same, with functions left as they are.
const struct node *field_raw(const struct node *map, const char *key);

/// A number or a text of one, between `low` and `high`; NaN where it is absent.
double field_number(struct fields *fields, const struct node *map, const char *key, double low,
                    double high);

/// The same for whole numbers.
double field_whole(struct fields *fields, const struct node *map, const char *key, double low,
                   double high);

/// true, false or a text of them; `otherwise` where it is absent.
bool field_truth(struct fields *fields, const struct node *map, const char *key, bool otherwise);

/// A text (a number is taken as written), copied into the arena; NULL where it is absent.
const char *field_text(struct fields *fields, const struct node *map, const char *key);

/// One of the words; `otherwise` where it is absent. An unknown one is refused with all of them.
int field_choice(struct fields *fields, const struct node *map, const char *key,
                 const struct field_word *words, size_t count, int otherwise);

/// A map or a list; NULL where it is absent. Other kinds are refused.
const struct node *field_map(struct fields *fields, const struct node *map, const char *key);
const struct node *field_list(struct fields *fields, const struct node *map, const char *key);

/// An instant as AWS and Kubernetes write it (ISO 8601, UTC unless it has an offset, or Unix
/// seconds); INSTANT_NONE where it is absent.
instant field_instant(struct fields *fields, const struct node *map, const char *key);

/// Refuses "FILE:LINE: KEY: ...", the key as written in the file. `key` NULL: the value itself.
__attribute__((format(printf, 4, 5))) void field_refuse(struct fields *fields,
                                                        const struct node *map, const char *key,
                                                        const char *format, ...);

/// Refuses where a needed member is absent: "KEY is missing; WHY".
void field_require(struct fields *fields, const struct node *map, const char *key, const char *why);

/// Holds the keys of `map` against the rules. An unknown key is refused with the nearest known one;
/// where `lenient` it is a warning. `what` names the object: "a scaling policy".
void field_check_keys(struct fields *fields, const struct node *map, const char *what,
                      const struct key_rule *rules, size_t count, bool lenient);

/// A foreign text for use with %s in a message; lives in the arena.
const char *field_quote(struct fields *fields, const char *text);

/// The name of the CloudFormation function that a map with a single member is; NULL.
const char *node_function(const struct node *node);

#endif
