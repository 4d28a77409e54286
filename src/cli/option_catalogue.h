// The parts of the option catalogue: what questions take (option_catalogue.c), how data come in and
// answers go out (option_catalogue_data.c), and the tiers of a system (option_catalogue_tiers.c).
// Everybody else asks option_at.
#ifndef HEADROOM_CLI_OPTION_CATALOGUE_H
#define HEADROOM_CLI_OPTION_CATALOGUE_H

#include "cli/option.h"

/// The entry of an option for reading data, for series, output or messages.
const struct option *option_data_at(enum option_id id);

/// The entry of a term that describes a tier of a system.
const struct option *option_tiers_at(enum option_id id);

#endif
