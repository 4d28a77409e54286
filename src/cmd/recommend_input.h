// The resources of headroom recommend, each with the demand that it serves.
#ifndef HEADROOM_CMD_RECOMMEND_INPUT_H
#define HEADROOM_CMD_RECOMMEND_INPUT_H

#include "cmd/read_series.h"
#include "terms/terms.h"

/// Reads the exports; the keys of input->set become the resources' names. With --resources they are
/// its rows, in its order, and their terms become assumptions; else every series is a resource: its
/// key, or of several columns "db_queries_per_s" or "shop/db_queries_per_s" of a key. Errors: those
/// of the files; rows whose series is not there, or could be several.
int recommend_input_read(struct invocation *invocation, struct sizing_options *options,
                         struct series_input *input, struct err *err);

#endif
