#!/bin/sh
# Writes src/service/embedded_tables.c: the tables of this folder as the program carries them.
#   sh data/embed.sh >src/service/embedded_tables.c
cd "$(dirname "$0")" || exit 1

# A string a line, which no compiler finds too long.
embed()
{
    printf '\nstatic const char *const %s[] = {\n' "$2"
    sed 's/[\\"]/\\&/g; s/.*/    "&\\n",/' "$1"
    printf '    NULL,\n};\n'
}

cat <<'HEAD'
// Written by data/embed.sh from data/*.csv: change those, then run it (make docs does).
// clang-format off
#include "service/embedded_tables.h"

#include <stddef.h>
HEAD
embed instance-types.csv instance_types
embed service-prices.csv service_prices
cat <<'TAIL'

const char *const *const embedded_instance_types = instance_types;
const char *const *const embedded_service_prices = service_prices;
TAIL
