#!/bin/sh
# What cannot be meant in a system of tiers, in offers and in questions of money is refused: by file, row and
# column, with what to write instead.
. "$(dirname "$0")/tap.sh"

# tiers COLUMNS VALUES-OF-A VALUES-OF-B LINKS MESSAGE: a and b, and links that are separated by blanks.
tiers()
{
    printf '%s\n' "tier,per_instance,$1" "a,100/s,$2" "b,100/s,$3" >t.csv
    { echo "from,to,calls"; printf '%s\n' "$4" | tr ' ' '\n'; } >l.csv
    run "$headroom" size --tiers t.csv --links l.csv --demand 10/s
    is "$status" 2 "refused: $5"
    has "$err" "$5" "by name and row"
}
tiers price 1/h 1/h "a,b,1 b,a,1" "l.csv: the calls go in a circle: a -> b -> a"
tiers price 1/h 1/h "a,c,1" 'l.csv:2: to: there is no tier "c" in t.csv; add a row for it'
tiers price 1/h 1/h "a,b,1 a,b,2" "l.csv:3: to: a link from a to b is already in line 2; make one of them"
tiers price 1/h 1/h "a,b,-1" 'l.csv:2: calls: "-1" is no number from 0 to'
tiers retry 2 "" "a,b,1" 't.csv:2: retry: "2" is more than the whole'
tiers cache_hit 150% "" "a,b,1" 't.csv:2: cache_hit: "150%" is out of range; it must be at least 0% and less than 100%'
tiers price -1 "" "a,b,1" 't.csv:2: price: "-1" is negative'
tiers price 20000/h "" "a,b,1" "t.csv:2: price: 20000 an hour is more than 10,000 for a unit: look at its unit"
tiers batch 0 "" "a,b,1" 't.csv:2: batch: "0" is out of range; it must be from 1'
tiers max_connections,reserved_connections 5,5 , "a,b,1" \
    "t.csv:2: max_connections: reserved_connections (5) leave none of 5: write more, or reserve fewer"
tiers memory,memory_base,memory_per_connection 1GiB,2GiB,1MiB ,, "a,b,1" \
    "t.csv:2: memory_base: it takes all of memory: write less than a unit has"

awk 'BEGIN {
    print "time,instances"
    for (h = 0; h < 336; h++)
        printf "2026-03-%02dT%02d:00:00Z,%d\n", 2 + int(h / 24), h % 24, h % 24 < 12 ? 10 : 4
}' >fleet.csv
# offer ROW MESSAGE
offer()
{
    printf '%s\n' "name,kind,term,upfront,hourly,discount,source,date" "$1,list,2026-01-01" >offers.csv
    run "$headroom" cost fleet.csv --price 0.1/h --offers offers.csv
    is "$status" 2 "refused: $2"
    has "$err" "offers.csv:2: $2" "by name and row"
}
offer "x,reservation,,,,40%" "term: a reservation binds for a term: write it such as 1y"
offer "x,reservation,1,,,40%" "term: a reservation binds for a month at least: write its unit, such as 1y"
offer "x,spot,,5,,40%" 'upfront: "5" is paid at the start of a term, and spot has none'
offer "x,reservation,1y,,,140%" 'discount: "140%" is out of bounds: it may be 0 to 1'
offer "x,lease,1y,,,40%" "kind: an offer is a reservation, a plan or spot"

run "$headroom" size --demand 10..5..20 --per-instance 1/s --price 1/h --request-value 1
is "$status" 2 "an interval that does not rise is refused"
has "$err" "--demand 10..5..20: low is above mid; write low..mid..high, rising" "by name"
run "$headroom" size --work 10 --task 3m --deadline 2m --boot 5m
is "$status" 2 "so is a deadline before anything has begun"
has "$err" "--deadline is no later than --boot: nothing has begun by then; write a later one" "by name"

done_testing
