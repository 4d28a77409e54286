#!/bin/sh
# Where an export can be read in two ways: the rule, the note that says so, the option that decides.
. "$(dirname "$0")/tap.sh"

# first NAME FILE [OPTION ...]: the first row of what is read.
first()
{
    run "$headroom" clean "$@"
    out=$(echo "$out" | sed -n 2p)
}

printf 'time,load\n03/04/2024 00:00,5\n03/04/2024 01:00,7\n03/04/2024 02:00,9\n' >date.csv
first date.csv
is "$out" "2024-03-04T00:00:00Z,5," "03/04/2024: the month comes first"
has "$err" "are read with the month first, for nothing in the file says otherwise; --day-first and --month-first settle it" \
    "which is said"
first date.csv --day-first
is "$out" "2024-04-03T00:00:00Z,5," "--day-first decides otherwise"
first date.csv --month-first
is "$out" "2024-03-04T00:00:00Z,5," "--month-first agrees"
[ "${err#*month first}" = "$err" ]
ok $? "and leaves nothing to be said"
tr , ';' <date.csv >semicolons.csv
first semicolons.csv
is "$out" "2024-04-03T00:00:00Z,5," "with semicolons the day comes first"

printf 'time,load\n2024-04-03 00:00,5\n2024-04-03 01:00,7\n' >local.csv
first local.csv
is "$out" "2024-04-03T00:00:00Z,5," "a local time without a zone is taken for UTC"
has "$err" "times name no zone and are taken for UTC; --tz ZONE says otherwise" "which is said"
if [ -e "${TZDIR:-/usr/share/zoneinfo}/Europe/Berlin" ]; then
    first local.csv --tz Europe/Berlin
    is "$out" "2024-04-02T22:00:00Z,5," "--tz decides otherwise"
else
    skip "--tz decides otherwise" "this machine has no zones"
fi

printf 'time,work\n2024-04-03T00:00:00Z,5\n2024-04-03T01:00:00Z,7\n' >unit.csv
run "$headroom" clean unit.csv
is "$(echo "$out" | head -1)" "time,work,filled" "a number without a unit has none"
run "$headroom" clean unit.csv --unit ms
is "$(echo "$out" | head -1)" "time,work_ms,filled" "--unit names it"

printf 'time,requests\n2024-04-03T00:00:00Z,3600\n2024-04-03T01:00:00Z,7200\n' >sum.csv
run "$headroom" clean sum.csv
is "$(echo "$out" | head -2)" "time,requests_per_s,filled
2024-04-03T00:00:00Z,1," "requests are totals per step"
has "$err" '"requests" is read as totals per step (its name counts things); --gauge reads levels' \
    "which is said"
first sum.csv --gauge
is "$out" "2024-04-03T00:00:00Z,3600," "--gauge decides otherwise"
first sum.csv --per 30m
is "$out" "2024-04-03T00:00:00Z,2," "--per says of how long"
first sum.csv --counter
is "$out" "2024-04-03T00:00:00Z,1," "--counter takes differences"

printf 'time,alpha,beta\n2024-04-03T00:00:00Z,5,1\n2024-04-03T01:00:00Z,7,2\n' >several.csv
first several.csv
is "$out" "2024-04-03T00:00:00Z,5,1," "all columns of numbers are read"
first several.csv -v
has "$err" "values alpha,beta" "which -v says"
first several.csv --value beta
is "$out" "2024-04-03T00:00:00Z,1," "--value chooses"
done_testing
