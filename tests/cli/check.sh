#!/bin/sh
# headroom check: policies that may and may not be deployed, and every refusal.
. "$(dirname "$0")/tap.sh"

run "$headroom" check --policy "$root/samples/asg-steps.json"
is "$status:$err" "0:" "a sound pair of step scaling policies"
has "$out" "May be deployed: none of 63 rules finds an error" "the verdict"

# Published, deployed and withdrawn after a week of oscillating capacity.
run "$headroom" check --policy "$root/tests/reference/scenarios/bfd_v1.json" --format csv
is "$status:$err" "1:" "a pair that oscillates may not be deployed"
is "$(printf '%s\n' "$out" | cut -d, -f1,2 | tr '\n' ' ')" "rule,status oscillation,fail no-dead-band,fail " \
    "it fails for both reasons"
has "$out" "bfd_v1.json:79," "with file and line"

run "$headroom" check --policy "$root/samples/asg-overlap.json" --format json
is "$status" 1 "an overlap"
has "$out" '{"rule": "oscillation", "status": "fail", "where": ' "as JSON"
run "$headroom" check --policy "$root/samples/asg-overlap.json" --format md
has "$out" "**Not to be deployed: 2 errors, 0 warnings, 1 piece of advice.**" "as Markdown"

run "$headroom" check --policy "$root/samples/hpa.yaml"
is "$status" 0 "pods"
run "$headroom" check --policy "$root/samples/hpa.yaml" --longest-request 60s --format csv
is "$status" 1 "pods that are stopped too early"
has "$out" "draining for 45 s, requests of 60 s" "both times are named"
printf 'name,value,unit\nlongest_request,1,m\n' >web.csv
run "$headroom" check --policy "$root/samples/hpa.yaml" --assume web.csv
is "$status" 1 "the same from an assumptions file"
run "$headroom" check --policy "$root/samples/asg.json" --boot 100s
has "$out" "error grace-below-boot" "a grace period of 90 s is too short for it"
has "$out" "warning warmup-below-boot" "and so is a warm-up of 90 s"
run "$headroom" check --policy "$root/samples/hpa.yaml" --spare 6
has "$out" "min-without-spare" "six may fail, six are there"
run "$headroom" check --policy "$root/samples/hpa.yaml" --spare zone
is "$status" 0 "a zone is no number of pods"

# A step table with a gap, in a file of its own.
sed 's/"MetricIntervalUpperBound": 15.0/"MetricIntervalUpperBound": 14.0/' \
    "$root/samples/asg-steps.json" >gap.json
run "$headroom" check --policy gap.json
is "$status" 1 "a gap"
has "$out" "error steps-gap, gap.json:" "names the rule and the file"

run "$headroom" check
is "$status" 2 "no policy"
has "$err" "--policy is missing: the files of a scaling policy" "what to give"
run "$headroom" check --policy missing.json
is "$status" 2 "no such file"
has "$err" "missing.json" "is named"
echo '{"Resources": ' >broken.json
run "$headroom" check --policy broken.json
is "$status:$out" "2:" "a broken file: nothing is written"
has "$err" "broken.json:" "file and line"

run "$headroom" help --rules --format csv
is "$status" 0 "rules as a table"
is "$(printf '%s\n' "$out" | head -n 1)" "rule,severity,meaning,remedy" "its columns"
is "$(printf '%s\n' "$out" | wc -l | tr -d ' ')" 64 "63 rules"
is "$(printf '%s\n' "$out" | cut -d, -f1 | sort | uniq -d)" "" "no two of one name"
run "$headroom" help --rules
has "$out" "Errors: refused by the platform, or harmful" "rules for people"

done_testing
