#!/bin/sh
# An export says the same whichever way it comes: as a file, through a pipe, compressed, and in
# writes of one byte, and for any number of threads.
. "$(dirname "$0")/tap.sh"

# answer NAME COMMAND...: all that a run says and its status, the name of its input as FILE.
answer()
{
    input=$1
    shift
    "$@" >.out 2>.err
    echo "status $?" >>.out
    sed -e 's/standard input/FILE/g' -e "s|$input|FILE|g" .err >>.out
    cat .out
}

# compare WAY ANSWER: remembers a way that differs from the file itself.
compare()
{
    [ "$2" = "$as_file" ] || differing="$differing $1"
}

for file in "$root"/tests/formats/* "$root"/tests/formats/nasty/*; do
    [ -f "$file" ] || continue
    name=$(basename "$file")
    # Layouts are told by content alone, so that names play no part.
    cp "$file" 1.in
    differing=
    as_file=$(answer 1.in "$headroom" clean 1.in)
    if [ -s 1.in ]; then
        compare input "$(answer 2.in "$headroom" clean - <1.in)"
        compare pipe "$(cat 1.in | answer 2.in "$headroom" clean -)"
        compare bytes "$(dd if=1.in ibs=1 obs=1 2>/dev/null | answer 2.in "$headroom" clean -)"
    else
        has "$(answer 2.in "$headroom" clean - <1.in)" "FILE is empty" \
            "an empty input is named, as the command before may have failed"
    fi
    if command -v gzip >/dev/null; then
        gzip -nc 1.in >1.in.gz
        compare gzip "$(answer 1.in.gz "$headroom" clean 1.in.gz)"
    fi
    is "$differing" "" "$name says the same as a file, a pipe, single bytes and gzip"
done

# Plans of many services, one of which fails: the same for any number of threads, with all that is
# said. More of them than are forecast at a time.
awk 'BEGIN {
    print "time,service,requests_per_s"
    for (s = 1; s <= 35; s++)
        for (i = 0; i < (s == 7 ? 3 : 200); i++)
            printf "%d,s%d,%.3f\n", 1704067200 + 3600 * i, s,
                s * 20 + 9 * s * sin(i * 6.283185 / 24) + (i * s) % 13
}' >fleet.csv
for form in csv text json; do
    differing=
    plan()
    {
        "$headroom" plan fleet.csv --per-instance 40/s --horizon 3d --format $form --threads "$1" \
            >.out 2>.err
        echo "status $?" >>.out
        sed "s/--threads $1//" .out .err
    }
    as_file=$(plan 1)
    has "$as_file" s7 "the service that fails is named ($form)"
    has "$as_file" s35 "the last one is planned ($form)"
    compare two "$(plan 2)"
    compare five "$(plan 5)"
    is "$differing" "" "a plan says the same for one, two and five threads ($form)"
done
# Rows of CSV are written on several threads, part by part, in their order; compressed files are inflated on another
# one.
awk 'BEGIN { print "time,service,load"; for (i = 0; i < 9000; i++) for (k = 0; k < 3; k++) printf "%d,s%d,%d\n", 1710028800 + 60 * i, k, (i * 7 + k) % 101 }' >rows.csv
gzip -k rows.csv
"$headroom" clean rows.csv --threads 1 >one.out 2>/dev/null
for threads in 2 3 5; do
    "$headroom" clean rows.csv --threads $threads 2>/dev/null | cmp -s - one.out
    ok $? "clean writes the same on $threads threads"
    "$headroom" clean rows.csv.gz --threads $threads 2>/dev/null | cmp -s - one.out
    ok $? "and of a compressed file"
done
head -c 20000 rows.csv.gz >cut.gz
for threads in 1 2; do
    run "$headroom" clean cut.gz --threads $threads
    is "$status" 2 "a compressed file that is cut off is refused on $threads"
    has "$err" "cut.gz: the gzip stream ends early: the file is not complete; fetch it again" "in words"
done
done_testing
