#!/bin/sh
# What answers print to deploy them can be pasted: it is run here, with an aws that writes down what it
# is given.
. "$(dirname "$0")/tap.sh"

mkdir bin
cat >bin/aws <<'AWS'
#!/bin/sh
printf '%s %s %s\n' "$1" "$2" "$(printf '%s' "$4" | jq -c 'keys')" >>"$CALLS"
printf '%s' "$4" | jq -r '.AutoScalingGroupName // empty' >>"$CALLS.groups"
AWS
chmod +x bin/aws
ln -s "$headroom" bin/headroom
PATH=$PWD/bin:$PATH
CALLS=$PWD/calls
export PATH CALLS

# hints: the lines below "To deploy it".
hints()
{
    printf '%s\n' "$out" | awk '/^To deploy it/ { on = 1; getline; next } on && /^$/ { exit } on'
}

fleet=$root/samples/fleet.csv
run "$headroom" recommend "$fleet" --by service --per-instance 50/s --quiet
hints >deploy.sh
is "$(wc -l <deploy.sh | tr -d ' ')" 3 "six services: one line writes the file, one puts the groups, one the policies"
: >"$CALLS"
sh -e deploy.sh 2>said
is "$?:$(cat said)" "0:" "and they run"
is "$(cut -d ' ' -f 2 "$CALLS" | sort | uniq -c | tr -s ' ')" " 6 put-scaling-policy
 6 update-auto-scaling-group" "for each of the services"
is "$(sort "$CALLS.groups" | uniq -c | awk '$1 != 2')" "" "each once for its group and once for its policy"
is "$(grep -c PolicyARN "$CALLS")" 0 "without what the service does not take"

"$headroom" forecast "$root/samples/web-requests.csv" --horizon 2w --quiet -o demand.csv
out=$("$headroom" schedule --assume "$root/samples/web-assumptions.csv" --demand p95 --boot 5m --group web \
    --quiet <demand.csv)
hints >deploy.sh
has "$(cat deploy.sh)" "<input.csv  # a file with what was piped in" "what was piped in is named"
cp demand.csv input.csv
: >"$CALLS"
sh -e deploy.sh 2>said
is "$?:$(cat said)" "0:" "and with it they run"
actions=$(jq '.ScheduledUpdateGroupActions | length' policy.json)
is "$(sort "$CALLS" | cut -d ' ' -f 1,2 | uniq -c | tr -s ' ')" \
    " $actions autoscaling put-scheduled-update-group-action" "every action is put, by one line"
is "$(wc -l <deploy.sh | tr -d ' ')" 2 "of two"
done_testing
