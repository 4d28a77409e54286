#!/bin/sh
# Files that several processes keep, outputs that are inputs too, and disks that are full: no row is
# lost, nothing is overwritten without a word, nothing is left behind.
. "$(dirname "$0")/tap.sh"
samples=$root/samples

# Eight at a time add to one record, and to one file of assumptions.
processes=8
for i in $(seq $processes); do
    awk -v s="svc$i" 'BEGIN {
        print "time,service,requests_per_s"
        for (i = 0; i < 240; i++) printf "2026-01-%02dT%02d:00:00Z,%s,%d\n", 1 + int(i / 24), i % 24, s, 100 + i % 24
    }' >"svc$i.csv"
    printf 'load,throughput\n1,%d\n2,%d\n4,%d\n8,%d\n16,%d\n' 100 195 370 680 1100 >"load$i.csv"
done
for round in 1 2 3; do
    rm -f log.csv
    for i in $(seq $processes); do
        "$headroom" recommend -q "svc$i.csv" --by service --per-instance 50/s --append log.csv >/dev/null 2>"err$i" &
    done
    wait
    is "$(cut -d, -f1-6 log.csv | grep -c svc):$(grep -c '^time' log.csv)" "$processes:1" \
        "round $round: $processes records of as many processes, one header"
    rm -f into.csv
    for i in $(seq $processes); do
        "$headroom" calibrate -q "load$i.csv" --service "svc$i" --into into.csv >/dev/null 2>"err$i" &
    done
    wait
    is "$(grep -c '^per_instance,.*,svc[1-8]$' into.csv)" "$processes" \
        "round $round: and the rows of as many calibrations"
done
is "$(find . -name '.headroom*')" "" "nothing is left beside them"

# An output that is an input, by any name.
printf 'time,v\n2026-01-01T00:00:00Z,1\n2026-01-01T01:00:00Z,2\n2026-01-01T02:00:00Z,3\n' >in.csv
cp in.csv kept.csv
ln -s in.csv symlink.csv
ln in.csv hardlink.csv
mkdir folder
for name in in.csv ./in.csv folder/../in.csv symlink.csv hardlink.csv; do
    run "$headroom" clean in.csv -o "$name"
    is "$status" 2 "-o $name is refused where in.csv is read"
    has "$err" "--output: \"$name\" is the file of an input, which the answer would replace: name another file" \
        "with the reason"
done
run "$headroom" clean symlink.csv -o in.csv
is "$status" 2 "a symlink that is read is the file that it leads to"
"$headroom" clean -o in.csv <in.csv 2>err
is "$?" 2 "standard input too"
has "$(cat err)" "is the file of standard input" "is named so"
cmp -s in.csv kept.csv
ok $? "the input is as it was"
cp "$samples/web-assumptions.csv" assume.csv
run "$headroom" size --assume assume.csv --demand 100/s -o assume.csv
has "$status:$err" '2:headroom: --output: "assume.csv" is the file of --assume' "so is that of an option"
run "$headroom" recommend svc1.csv --by service --per-instance 50/s --append new.csv -o new.csv
has "$status:$err" '2:headroom: --output: "new.csv" is the file of --append' "and one that is yet to be made"
run "$headroom" clean in.csv -o other.csv
is "$status" 0 "another file is written"

# A limit on the size of files: the program is not killed, names the file and leaves nothing.
for file in out.csv out.json out.xlsx; do
    (
        ulimit -f 1
        exec "$headroom" forecast -q "$samples/web-requests.csv" -o "$file" >/dev/null 2>"$work/folder/err"
    )
    status=$?
    has "$status:$(cat folder/err)" "2:" "$file over the limit is an error"
    is "$(cat folder/err)" "headroom: $file: cannot write to it: larger than files may be here (ulimit -f); raise the limit or write elsewhere" \
        "that names it, and says why"
    is "$(find . -name 'out.*' -o -name '.headroom*')" "" "and leaves nothing"
done
"$headroom" recommend -q svc1.csv --by service --per-instance 50/s --append full.csv >/dev/null 2>&1
cp full.csv before.csv
(
    ulimit -f 0
    exec "$headroom" recommend svc2.csv --by service --per-instance 50/s --append full.csv >/dev/null 2>/dev/null
)
cmp -s full.csv before.csv
ok $? "a record that cannot grow stays as it is"
if [ -c /dev/full ]; then
    "$headroom" clean svc1.csv >/dev/full 2>err
    is "$?" 2 "a full standard output is an error"
    has "$(cat err)" "standard output: cannot write to it: no space left on the device" "that says so"
fi

done_testing
