#include "cmd/commands.h"

#include "maths/maths.h"

// One line a command here and one below, in the order of the work: read, understand, predict,
// decide; then what helps.
extern const struct command cmd_clean;
extern const struct command cmd_describe;
extern const struct command cmd_fit;
extern const struct command cmd_forecast;
extern const struct command cmd_whatif;
extern const struct command cmd_calibrate;
extern const struct command cmd_size;
extern const struct command cmd_runout;
extern const struct command cmd_plan;
extern const struct command cmd_cost;
extern const struct command cmd_rightsize;
extern const struct command cmd_check;
extern const struct command cmd_simulate;
extern const struct command cmd_steps;
extern const struct command cmd_schedule;
extern const struct command cmd_warmpool;
extern const struct command cmd_recommend;
extern const struct command cmd_tune;
extern const struct command cmd_help;
extern const struct command cmd_version;
extern const struct command cmd_candidates;
extern const struct command cmd_columns;

// One a line, so that a new command is a new line.
// clang-format off
const struct command *const commands[] = {
    &cmd_clean,
    &cmd_describe,
    &cmd_fit,
    &cmd_forecast,
    &cmd_whatif,
    &cmd_calibrate,
    &cmd_size,
    &cmd_runout,
    &cmd_plan,
    &cmd_cost,
    &cmd_rightsize,
    &cmd_simulate,
    &cmd_check,
    &cmd_steps,
    &cmd_schedule,
    &cmd_warmpool,
    &cmd_recommend,
    &cmd_tune,
    &cmd_help,
    &cmd_version,
    &cmd_columns,
    &cmd_candidates,
    NULL,
};
// clang-format on

void commands_prepare(void)
{
    maths_init();
}
