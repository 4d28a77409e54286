#!/bin/sh
# Names from elsewhere in every output: escaped for its language, and never moving a terminal's cursor
# or turning a line.
. "$(dirname "$0")/tap.sh"

esc=$(printf '\033')
override=$(printf '\342\200\256')
isolate=$(printf '\342\201\246')
csi=$(printf '\302\233')
name="<img src=x onerror=alert(1)>[x](javascript:1)|\`id\`$esc[31m$override$isolate$csi\${file(\"\"/etc/hostname\"\")}%{if true}"
awk -v name="$name" 'BEGIN {
    print "time,service,requests_per_s"
    for (i = 0; i < 112; i++)
        printf "2026-01-%02dT%02d:00:00Z,\"%s\",%d\n", 1 + int(i / 4), i % 4 * 6, name, 100 + i % 4 * 6
}' >evil.csv

# hidden TEXT: how many bytes of it belong to characters that are not to be shown.
hidden()
{
    printf '%s' "$1" | LC_ALL=C grep -c -e "$esc" -e "$override" -e "$isolate" -e "$csi"
}

for command in "recommend --by service --per-instance 50/s" "forecast --by service" "fit --by service" \
    "describe --by service" "plan --by service --per-instance 50/s"; do
    for format in text md; do
        # shellcheck disable=SC2086 # words
        run "$headroom" $command --format $format evil.csv
        [ "$status" -le 1 ]
        ok $? "${command%% *} --format $format answers"
        is "$(hidden "$out$err")" 0 "with nothing that moves the cursor or turns a line, and no message does"
        [ $format = text ] && continue
        is "$(printf '%s\n' "$out" | grep -v '^    ' | grep -c -e '[^\\]<img' -e '[^\\]\[x' -e '^<img')" 0 \
            "and no HTML or link"
    done
done

for format in aws cloudformation terraform; do
    run "$headroom" recommend --by service --per-instance 50/s --emit $format evil.csv
    is "$status:$out" "2:" "a name that AWS refuses is not written as $format"
    has "$err" 'is no name for an Auto Scaling group: signs of ASCII without blanks and colons, 255 at most; --group NAME gives another, or rename it in the input' \
        "and why"
    is "$(hidden "$err")" 0 "without its control characters"
done
run "$headroom" recommend --by service --per-instance 50/s --emit cloudformation --group evil evil.csv
is "$status" 0 "under another name it is"
plain='a${file(""/etc/hostname"")}%{if}'
awk -v plain="$plain" -F '"' -v OFS='"' 'NR > 1 { sub(/Z,.*",/, "Z,\"" plain "\",") } 1' evil.csv >plain.csv
run "$headroom" recommend --by service --per-instance 50/s --emit terraform plain.csv
is "$status" 0 "a policy for Terraform is written"
is "$(printf '%s\n' "$out" | grep -c -e '[^$]\${file' -e '[^%]%{if')" 0 "no name is a template"
has "$out" '$${file(' "it is escaped as Terraform wants it"

printf 'time,v\n2026-01-01T00:00:00Z,1\n2026-01-01T01:00:00Z,%s%sx\n' "$esc" "$override" >cell.csv
run "$headroom" clean cell.csv
is "$(hidden "$err")" 0 "nor does a message that shows a cell"

# Names that AWS refuses are findings, each of its own line.
long=$(printf '%0256d' 0)
cat >aws.json <<END
{"AutoScalingGroups": [{"AutoScalingGroupName": "col:on", "MinSize": 1, "MaxSize": 9}],
 "ScalingPolicies": [{"AutoScalingGroupName": "col:on", "PolicyName": "$long", "PolicyType": "TargetTrackingScaling",
  "TargetTrackingConfiguration": {"PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"}, "TargetValue": 60}}],
 "ScheduledUpdateGroupActions": [{"AutoScalingGroupName": "col:on", "ScheduledActionName": "at 8:00 / \u0001",
  "Recurrence": "0 8 * * *", "MinSize": 2}, {"AutoScalingGroupName": "col:on", "ScheduledActionName": "at 9:00", "Recurrence": "0 20 * * *", "MinSize": 1}]}
END
run "$headroom" check --policy aws.json
is "$status" 1 "names that AWS refuses"
has "$(printf '%s' "$out" | tr -s '\n ' ' ')" '"col:on" is no name for an Auto Scaling group: signs of ASCII without blanks and colons, 255 at most.' "a group"
is "$(printf '%s\n' "$out" | grep -c 'aws-name, aws.json')" 3 "a policy of 256 characters and an action too, but not \"at 9:00\""

# A name that Kubernetes refuses: lint says so, and the writer does not write it.
sed 's/name: [a-z-]*$/name: Orders_Worker/' "$root/samples/scaledobject.yaml" >bad_name.yaml
run "$headroom" check --policy bad_name.yaml
is "$status" 1 "a name that Kubernetes refuses is a finding"
has "$out" 'error object-name, bad_name.yaml' "an error"
run "$headroom" recommend --by service --per-instance 50/s --emit hpa evil.csv
is "$status:$out" "2:" "and is not written"
has "$err" "is no name for Kubernetes" "for the same reason"

done_testing
