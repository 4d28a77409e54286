#!/bin/sh
# Parts of a fleet: the rows of all parts together are those of the whole, whatever the keys and the number
# of parts; an empty part is done at once.
. "$(dirname "$0")/tap.sh"

awk 'BEGIN {
    keys = split("auth;web;\"a,b\";\303\274n\303\257;x y;cart;db-1;\"q\"\"z\";s9;S9;s10", key, ";")
    print "time,service,requests_per_s"
    for (h = 0; h < 96; h++)
        for (k = 1; k <= keys; k++)
            printf "2026-03-%02dT%02d:00:00Z,%s,%.3f\n", 2 + int(h / 24), h % 24, key[k], 100 + 20 * k + 30 * sin(h / 24 * 6.2831853) + (h * 7 + k * 3) % 5
}' >fleet.csv

# whole COMMAND...: every number of parts gives the rows of the whole, the header aside.
whole() {
    "$headroom" "$@" fleet.csv --csv -q >all.csv
    expected=$(tail -n +2 all.csv | LC_ALL=C sort)
    for parts in 1 2 3 4 5 6 7; do
        : >union
        part=1
        while [ "$part" -le "$parts" ]; do
            "$headroom" "$@" fleet.csv --csv -q --shard "$part/$parts" >part.csv || break
            [ ! -s part.csv ] || [ "$(head -n 1 part.csv)" = "$(head -n 1 all.csv)" ] || break
            tail -n +2 part.csv >>union
            part=$((part + 1))
        done
        is "$(LC_ALL=C sort union)" "$expected" "$1 in $parts parts"
    done
}
whole clean
whole describe
whole fit
whole forecast --horizon 6h
whole plan --per-instance 10/s --horizon 2d
whole recommend --per-instance 60/s
whole runout --per-instance 10/s --max 40
run "$headroom" runout fleet.csv --per-instance 10/s --max 40 --shard 1/5000
is "$status:$out" "0:" "a part of a table without a service writes nothing either"

run "$headroom" clean fleet.csv --shard 2/3
has "$err" "--shard 2/3: " "how many series are in the part is said"
has "$err" " of 11 series" "of how many"
is "$(for part in 1 2 3; do "$headroom" clean fleet.csv --shard $part/3 2>&1 >/dev/null | sed -n 's/.*--shard .*: \([0-9]*\) of 11.*/\1/p'; done |
    awk '{ sum += $1 } END { print sum }')" 11 "every series is in one part"
run "$headroom" forecast fleet.csv --only auth --shard 1/5000
is "$status:$out" "0:" "a part without a series writes nothing, and that is well"
has "$err" "0 of 1 series" "and is said"
run "$headroom" describe fleet.csv --only auth --shard 1/5000 --json
is "$status:$out" "0:[]" "an empty list as JSON"
run "$headroom" forecast fleet.csv --only auth --shard 1/5000 -o empty.csv
is "$status:$(cat empty.csv)" "0:" "and an empty file, so that who waits for it goes on"
run "$headroom" clean fleet.csv --shard 4/3
is "$status" 2 "no such part"
has "$err" '--shard: "4/3" is no part of a whole: I/N with I from 1 to N, such as 2/8' "with what to write"
done_testing
