#!/bin/sh
# Rooms include only what lies below them, and each third-party library has one place.
. "$(dirname "$0")/../cli/tap.sh"
cd "$root" || exit 1

# ROOM: the rooms that it may include, besides itself and base; what those may include it may as well. A
# folder in a room is a room of its own.
cat >"$work/rooms" <<'ROOMS'
base
time
maths
table time
drawing time
ingest table time maths
series ingest table time maths
forecast series maths
queueing maths
service queueing series maths table
sizing service queueing forecast series
policy/core table time
policy/aws policy/core
policy/kubernetes policy/core
policy/keda policy/kubernetes
policy/gcp policy/core maths
policy/azure policy/core maths
policy policy/core policy/aws policy/kubernetes policy/keda policy/gcp policy/azure
sim policy queueing series
advise sim sizing policy forecast
cli drawing table time
terms cli service sizing table
input terms cli advise sim policy forecast series ingest table time
answer input terms cli advise sim sizing policy forecast table drawing
cmd drawing cli terms input answer advise sim sizing service queueing policy forecast series ingest table time maths
main cmd cli
ROOMS

# LIBRARY HEADER-PATTERN FILE-PATTERN
cat >"$work/libraries" <<'LIBRARIES'
libcsv ^csv\.h$ ^src/table/csv_read[a-z_]*\.c$
libxlsxwriter ^xlsxwriter ^src/table/xlsx_write[a-z_]*\.[ch]$
GSL ^gsl/ ^src/maths/
Jansson ^jansson ^src/(table|policy)/
yajl ^yajl/ ^src/ingest/json_stream\.c$
zlib ^zlib ^src/(base|cli|ingest)/
libyaml ^yaml ^src/policy/
LIBRARIES

# Prints "FILE:LINE: what is wrong" for every #include of the sources below a folder.
check_includes()
{
    grep -rnE --include='*.[ch]' '^[[:space:]]*#[[:space:]]*include' "$1" | sort | awk -v folder="$1/" '
        function folder_of(path) { return sub(/\/[^\/]*$/, "", path) ? path : "main" }
        FILENAME == ARGV[1] {
            known[$1] = 1
            allowed[$1, $1] = allowed[$1, "base"] = 1
            for (i = 2; i <= NF; i++) {
                allowed[$1, $i] = 1
                for (room in known)
                    if (($i, room) in allowed) allowed[$1, room] = 1
            }
            next
        }
        FILENAME == ARGV[2] { header[$1] = $2; place[$1] = $3; next }
        {
            split($0, part, ":")
            file = substr(part[1], length(folder) + 1)
            room = folder_of(file)
            where = part[1] ":" part[2] ": "
            if (match($0, /"[^"]*"/)) {
                name = substr($0, RSTART + 1, RLENGTH - 2)
                other = folder_of(name)
                if (!(room in known)) print where "the room " room " is not known to this test"
                else if (!((room, other) in allowed)) print where room " may not include " name
            } else if (match($0, /<[^>]*>/)) {
                name = substr($0, RSTART + 1, RLENGTH - 2)
                for (library in header)
                    if (name ~ header[library] && ("src/" file) !~ place[library])
                        print where library " is not for this file: " name
            }
        }' "$work/rooms" "$work/libraries" -
}

is "$(check_includes src)" "" "every #include points down"

# The test notices what it is for.
mkdir -p "$work/src/base" "$work/src/policy/aws" "$work/src/sim" "$work/src/cli" "$work/src/series"
echo '#include "time/zone.h"' >"$work/src/base/a.c"
echo '#include "policy/kubernetes/kubernetes_parts.h"' >"$work/src/policy/aws/f.c"
echo '#include "sizing/plan_row.h"' >"$work/src/sim/b.c"
echo '#include <gsl/gsl_cdf.h>' >"$work/src/sim/c.c"
echo '#include <csv.h>' >"$work/src/cli/d.c"
printf '#include "ingest/samples.h"\n#include "base/err.h"\n#include <math.h>\n' >"$work/src/series/e.c"
found=$(cd "$work" && check_includes src | sed 's/: .*//')
is "$found" "src/base/a.c:1
src/cli/d.c:1
src/policy/aws/f.c:1
src/sim/b.c:1
src/sim/c.c:1" "what points up or aside is found, and nothing else"

done_testing
