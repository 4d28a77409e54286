#!/bin/sh
# HEADROOM_ASSUME: a team's assumptions, always said, below all else.
. "$(dirname "$0")/tap.sh"

printf 'name,value\nper_instance,500/s\nheadroom,20%%\nspare,2\n' >team.csv
printf 'name,value\nheadroom,30%%\n' >web.csv
export HEADROOM_ASSUME=team.csv

# count: the instances of the answer
count()
{
    printf '%s\n' "$out" | jq .instances
}

run "$headroom" size --demand 10k/s --json
is "$status:$(count)" "0:26" "its terms are taken: 10,000 x 1.2 / 500 + 2"
has "$err" "headroom: team.csv is taken for what is not said otherwise (HEADROOM_ASSUME)" "and said"
run "$headroom" size --demand 10k/s --assume web.csv --json
is "$(count)" 28 "a file of --assume wins"
run "$headroom" size --demand 10k/s --assume web.csv --headroom 0 --json
is "$(count)" 22 "an option wins over both"
run "$headroom" size --demand 10k/s
has "$out" "of team.csv; -v lists each" "the assumptions name it in brief"
run "$headroom" size --demand 10k/s -v
has "$out" "Lines are those of team.csv." "the assumptions name it"
run "$headroom" describe "$root/samples/web-requests.csv"
is "$status:$(printf '%s' "$err" | grep -c HEADROOM_ASSUME)" "0:0" "a command without --assume does not read it"
HEADROOM_ASSUME='' run "$headroom" size --demand 10k/s --per-instance 500/s --json
is "$(printf '%s' "$err" | grep -c HEADROOM_ASSUME)" 0 "empty is as if it were not set"
HEADROOM_ASSUME=gone.csv run "$headroom" size --demand 10k/s --per-instance 500/s
is "$status:$out" "2:" "a file that is not there is trouble"
has "$err" "gone.csv" "that is named"
cp team.csv kept.csv
run "$headroom" size --demand 10k/s -o team.csv
is "$status:$(cmp team.csv kept.csv && echo same)" "2:same" "it is not written over"
has "$err" '"team.csv" is the file of HEADROOM_ASSUME' "which is said"
done_testing
