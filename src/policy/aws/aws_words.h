// The words of AWS's scaling APIs and what they mean: one list for all readers and writers.
#ifndef HEADROOM_POLICY_AWS_AWS_WORDS_H
#define HEADROOM_POLICY_AWS_AWS_WORDS_H

#include "policy/core/fields.h"

enum { AWS_STATISTICS = 5 };

extern const struct field_word aws_policy_types[4];            ///< enum policy_kind
extern const struct field_word aws_adjustment_types[3];        ///< enum adjustment_type
extern const struct field_word aws_statistics[AWS_STATISTICS]; ///< enum metric_statistic
extern const struct field_word aws_aggregations[3];            ///< the same, of step policies
extern const struct field_word aws_comparisons[4];             ///< enum alarm_comparison
extern const struct field_word aws_missing_data[4];            ///< enum missing_data
extern const struct field_word aws_pool_states[3];             ///< enum pool_state
extern const struct field_word aws_breach_behaviors[2];        ///< enum breach_behavior
extern const struct field_word aws_predictive_modes[2];        ///< forecast_only

#endif
