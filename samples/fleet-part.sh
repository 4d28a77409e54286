#!/bin/sh
# One part of a fleet's capacity plan: the services whose keys fall into part I of N.
#
#   sh fleet-part.sh EXPORTS ASSUMPTIONS FOLDER I N
#
# EXPORTS is a folder of exports, ASSUMPTIONS a file for --assume. FOLDER/part-I.csv is written whole or not
# at all, so a part that is there is done and is not run again; what the run had to say is in part-I.log.
# HEADROOM names the program, HEADROOM_PLAN further options of it, such as "--horizon 4w".
set -eu

[ $# = 5 ] || { sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 2; }
exports=$1
assumptions=$2
folder=$3
part=$4
parts=$5
headroom=${HEADROOM:-headroom}
table=$folder/part-$part.csv

[ ! -e "$table" ] || exit 0
status=0
# Every part reads the same files in the same order, which is what makes the parts those of one whole.
find "$exports" -type f ! -name '.*' | LC_ALL=C sort |
    "$headroom" plan --files-from - --assume "$assumptions" ${HEADROOM_PLAN-} --shard "$part/$parts" \
        -o "$table" 2>"$folder/part-$part.log" || status=$?
# 1 is an answer: a service that does not fit stands in the table.
[ "$status" -le 1 ] || exit "$status"
