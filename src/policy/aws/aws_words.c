#include "policy/aws/aws_words.h"

const struct field_word aws_policy_types[4] = {
    {"SimpleScaling", POLICY_SIMPLE},
    {"StepScaling", POLICY_STEP},
    {"TargetTrackingScaling", POLICY_TARGET},
    {"PredictiveScaling", POLICY_PREDICTIVE},
};

const struct field_word aws_adjustment_types[3] = {
    {"ChangeInCapacity", ADJUST_CHANGE},
    {"PercentChangeInCapacity", ADJUST_PERCENT},
    {"ExactCapacity", ADJUST_EXACT},
};

const struct field_word aws_statistics[AWS_STATISTICS] = {
    {"Average", STATISTIC_AVERAGE},          {"Sum", STATISTIC_SUM},
    {"Minimum", STATISTIC_MINIMUM},          {"Maximum", STATISTIC_MAXIMUM},
    {"SampleCount", STATISTIC_SAMPLE_COUNT},
};

const struct field_word aws_aggregations[3] = {
    {"Average", STATISTIC_AVERAGE},
    {"Minimum", STATISTIC_MINIMUM},
    {"Maximum", STATISTIC_MAXIMUM},
};

const struct field_word aws_comparisons[4] = {
    {"GreaterThanThreshold", COMPARE_GREATER},
    {"GreaterThanOrEqualToThreshold", COMPARE_GREATER_OR_EQUAL},
    {"LessThanThreshold", COMPARE_LESS},
    {"LessThanOrEqualToThreshold", COMPARE_LESS_OR_EQUAL},
};

const struct field_word aws_missing_data[4] = {
    {"missing", MISSING_MISSING},
    {"ignore", MISSING_IGNORE},
    {"breaching", MISSING_BREACHING},
    {"notBreaching", MISSING_NOT_BREACHING},
};

const struct field_word aws_pool_states[3] = {
    {"Stopped", POOL_STOPPED},
    {"Running", POOL_RUNNING},
    {"Hibernated", POOL_HIBERNATED},
};

const struct field_word aws_breach_behaviors[2] = {
    {"HonorMaxCapacity", BREACH_HONOR},
    {"IncreaseMaxCapacity", BREACH_INCREASE},
};

const struct field_word aws_predictive_modes[2] = {
    {"ForecastOnly", 1},
    {"ForecastAndScale", 0},
};
