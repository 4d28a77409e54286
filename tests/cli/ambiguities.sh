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

# A layout that states its step needs no second row.
for case in "aws_cur instances,aws_cur.csv,1h" "zabbix trends,zabbix_trends_export.ndjson,1h" \
    "sadf -h,sadf_dh.csv,10m"; do
    name=${case%%,*}
    file=${case#*,}
    step=${file#*,}
    run "$headroom" clean "$root/tests/formats/${file%,*}"
    is "$status" 0 "$name: a single row is read"
    has "$err" "a single row: its step is the $step that the export states" "$name: and its step said"
done
run "$headroom" clean "$root/tests/formats/aws_usage_report.csv"
has "$err" "DataTransfer-Out-Bytes: a single row: its step is the 1h that the export states" \
    "and an end beside a start states it"
printf 'time,load\n2024-04-03T00:00:00Z,5\n' >single.csv
run "$headroom" clean single.csv
is "$status $err" "2 headroom: single.csv: load: a single row has no step; --step names it" \
    "a layout that states none is refused"

# dstat writes no year: the row "Date:" tells it, or an epoch.
sed '/Date:/d' "$root/tests/formats/dstat.csv" >dateless.csv
run "$headroom" clean dateless.csv
is "$status" 2 "dstat's times without a year are refused"
has "$err" "dateless.csv: its times have no year, and no row \"Date:\" at the top tells it; \
dstat -T writes an epoch beside them" "with what to do"
sed 's/"time","usr"/"epoch","usr"/; s/^10-03 06:00:0/171005040/' dateless.csv >epoch.csv
run "$headroom" clean epoch.csv --value "total cpu usage usr"
is "$out" "time,total_cpu_usage_usr_percent,filled
2024-03-10T06:00:00Z,41.7,
2024-03-10T06:00:01Z,42.9," "an epoch has the year"

# Days of a spreadsheet: 45361 is 2024-03-10 (R: as.Date(45361, origin = "1899-12-30")).
printf 'Date;load\n45361,25;1\n45361,2534722222;2\n45361,2604166667;3\n' >serial.csv
run "$headroom" clean serial.csv
is "$out" "time,load,filled
2024-03-10T06:00:00Z,1,
2024-03-10T06:05:00Z,2,
2024-03-10T06:10:00Z,,
2024-03-10T06:15:00Z,3," "a spreadsheet's days under a name for times are times"
has "$err" 'serial.csv: the numbers of "Date" are read as a spreadsheet'"'"'s days since 1899-12-30' \
    "which is said"
printf 'weight,load\n45361,1\n45362,2\n45363,3\n' >weights.csv
run "$headroom" clean weights.csv
is "$status" 2 "under another name they are numbers"
run "$headroom" clean weights.csv --time weight
is "$(echo "$out" | sed -n 2p)" "2024-03-10T00:00:00Z,1," "unless --time says so"
printf 'date,load\n45361,1\n45362,2\n45362.3,3\n45311,4\n' >strewn.csv
run "$headroom" clean strewn.csv
is "$status" 2 "numbers that make no grid are no days"

# Collections of series have one a row.
awk 'BEGIN { for (r = 1; r <= 3; r++) { printf "H%d", r; for (i = 0; i < 30; i++) printf ",%d", r * i; print "" } }' >wide.csv
run "$headroom" clean wide.csv
is "$status $err" "2 headroom: wide.csv: each row is a whole series, its values side by side in 30 \
columns, and none says when; give every value a row of its own: time,series,value" \
    "a series a row is refused with the reason"

# Files that have nothing in common were perhaps not meant to be joined.
printf 'time,cpu\n2024-03-10T00:00:00Z,1\n2024-03-10T01:00:00Z,2\n' >cpu.csv
printf 'time,memory\n2024-03-11T00:00:00Z,1\n2024-03-11T01:00:00Z,2\n' >memory.csv
run "$headroom" clean cpu.csv memory.csv
has "$err" "cpu.csv: 2024-03-10T00:00:00Z to 2024-03-10T01:00:00Z, it has no time and no series in \
common with the other files; do they belong together? (2 like it)" "files with nothing in common are noted"
sed 's/memory/cpu/' memory.csv >later.csv
run "$headroom" clean cpu.csv later.csv
is "$(echo "$err" | grep -c together)" 0 "the next stretch of the same series is none of them"

if [ -e "${TZDIR:-/usr/share/zoneinfo}/zone.tab" ]; then
    run "$headroom" clean cpu.csv --tz Berlin
    has "$err" 'time zone "Berlin": not known; did you mean "Europe/Berlin"?' "a city finds its zone"
    run "$headroom" clean cpu.csv --tz America/New_Yrok
    has "$err" 'did you mean "America/New_York"?' "and a misspelt zone the nearest"
else
    skip "a zone is suggested" "this machine has no table of zones"
fi
done_testing
