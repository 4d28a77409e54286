// The two halves of the option catalogue: what questions take (option_catalogue.c), and how data
// come in and answers go out (option_catalogue_data.c). Everybody else asks option_at.
#ifndef HEADROOM_CLI_OPTION_CATALOGUE_H
#define HEADROOM_CLI_OPTION_CATALOGUE_H

#include "cli/option.h"

/// The entry of an option for reading data, for series, output or messages.
const struct option *option_data_at(enum option_id id);

#endif
