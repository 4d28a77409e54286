#!/bin/sh
# A gap of years before the last values: a message that says what to do, never a crash; and one series
# takes no other with it.
. "$(dirname "$0")/tap.sh"

# rows SERVICE COUNT START STEP: levels that rise by one.
rows()
{
    awk -v service="$1" -v count="$2" -v start="$3" -v step="$4" \
        'BEGIN { for (i = 0; i < count; i++) print start + i * step "," service "," 100 + i % 7 }'
}

# Enough behind the gap that they are no strays, too few to forecast from.
{
    echo time,service,requests_per_s
    rows web 25 1767571200 300
    rows web 3 1802131200 300
} >gap.csv
for command in forecast fit "plan --per-instance 10" "recommend --per-instance 10"; do
    # shellcheck disable=SC2086 # words
    run "$headroom" $command gap.csv
    is "$status:$out" "2:" "${command%% *} of three values behind a gap of a year is refused"
    has "$err" "too few values at the end, behind a gap from 2026-01-05T02:05:00Z to 2027-02-09T00:00:00Z; --until leaves out" \
        "with what to do"
    # shellcheck disable=SC2086 # words
    run "$headroom" $command gap.csv --until 2027-02-09T00:00:00Z
    is "$status" 0 "which works"
done

{
    cat gap.csv
    rows db 4000 1767571200 300
} >two.csv
run "$headroom" forecast two.csv
is "$status:$out" "2:" "one of two that cannot be forecast: nothing is written"
has "$err" "web: too few values at the end" "it is named"
run "$headroom" forecast --keep-going two.csv
is "$status" 2 "--keep-going says so too"
is "$(printf '%s\n' "$out" | cut -d, -f2 | sort -u | tr '\n' ' ')" "db service " "and writes the other"
has "$err" "web: too few values at the end" "naming what failed"

# One row with a wrong year, alone and in a fleet.
{
    echo time,requests_per_s
    rows x 4 1767571200 300 | cut -d, -f1,3
    echo 1799108400,120
} >wrong_year.csv
for command in forecast fit "plan --per-instance 10" "recommend --per-instance 10"; do
    # shellcheck disable=SC2086 # words
    run "$headroom" $command wrong_year.csv
    [ "$status" -le 1 ]
    ok $? "${command%% *} answers from the four rows that belong together ($status)"
    has "$err" "wrong_year.csv:6: the row of 2027-01-05T00:20:00Z is 365d away" "and names the fifth"
done

done_testing
