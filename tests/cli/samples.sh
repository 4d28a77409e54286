#!/bin/sh
# The samples are what their generators make, on every awk that is installed, and their scripts run.
. "$(dirname "$0")/tap.sh"

generate="$root/samples/generate"
for awk in awk mawk gawk original-awk "busybox awk"; do
    command -v "${awk%% *}" >/dev/null || continue
    for sample in web-requests web-orders web-metrics loadtest production fleet volumes types containers; do
        # shellcheck disable=SC2086 # "busybox awk" is two words
        LC_ALL=C $awk -f "$generate/common.awk" -f "$generate/$sample.awk" >"$work/$sample.csv"
        cmp -s "$work/$sample.csv" "$root/samples/$sample.csv"
        ok $? "$awk makes samples/$sample.csv"
    done
done

for script in "$root"/samples/*.sh; do
    sh -n "$script"
    ok $? "${script##*/} is a shell script"
done

# A planner's scripts, once the commands that they use are there.
missing=$(
    for command in clean describe fit forecast size runout plan; do
        "$headroom" help --commands | grep -q -x -e "$command" || echo "$command"
    done
)
if [ -n "$missing" ]; then
    skip "the planner's scripts" "no command $(echo "$missing" | tr '\n' ' ')"
    done_testing
    exit
fi

PATH=$(dirname "$headroom"):$PATH
export PATH
run sh "$root/samples/over-budget.sh" 9400 "$root/samples/web-assumptions.csv" 1 1.5 2
is "$status" 0 "over-budget.sh: today's demand fits"
has "$out" "      1x         9400         30" "over-budget.sh: a row a factor"
has "$out" "bound by" "over-budget.sh: says what ends it"
# The CI job of a policy: may be deployed, may not, trouble.
web="$root/samples/web-requests.csv $root/samples/web-assumptions.csv $root/samples/web-rules.csv"
# shellcheck disable=SC2086 # the files are words
run sh "$root/samples/check-policy.sh" $web "$root/samples/web-policy.json"
is "$status" 0 "check-policy.sh: the policy may be deployed"
has "$out" "May be deployed: 1 of 7 rules waived, no other fails" "check-policy.sh: the answer"
has "$(cat check.xml)" '<skipped message="violation is ' "check-policy.sh: JUnit XML"
has "$(cat check.md)" "**May be deployed: " "check-policy.sh: Markdown"
sed 's/"MaxSize": 60/"MaxSize": 12/' "$root/samples/web-policy.json" >small.json
# shellcheck disable=SC2086
run sh "$root/samples/check-policy.sh" $web small.json
is "$status" 1 "check-policy.sh: with a maximum of 12 it may not"
has "$out" "- the maximum from 12 to " "check-policy.sh: says what would have passed"
# shellcheck disable=SC2086
run sh "$root/samples/check-policy.sh" $web missing.json
is "$status" 2 "check-policy.sh: trouble"
run sh "$root/samples/check-policy.sh"
is "$status" 2 "check-policy.sh: without arguments it says how it is used"
run sh "$root/samples/over-budget.sh"
is "$status" 2 "over-budget.sh: without arguments it says how it is used"

run sh "$root/samples/weekly-review.sh" "$root/samples/web-requests.csv" \
    "$root/samples/web-assumptions.csv" reviews
is "$status" 1 "weekly-review.sh: a week is reviewed, and the quarter is over the budget"
has "$out" "kept in reviews/2026-03-01" "weekly-review.sh: under the last day of the data"
for file in demand.csv forecast.csv describe.txt fit.txt runout.txt plan.txt plan.csv plan.xlsx; do
    [ -s "reviews/2026-03-01/$file" ]
    ok $? "weekly-review.sh: $file"
done
run sh "$root/samples/plan.sh" plans
is "$status" 0 "plan.sh: over the budget, and written all the same"
for format in web.txt web.html web.svg web.md web.xlsx web.json web.csv fleet.html fleet.xlsx; do
    [ -s "plans/$format" ]
    ok $? "plan.sh: $format"
done
run sh "$root/samples/weekly-review.sh" "$root/samples/no-such.csv" "$root/samples/web-assumptions.csv"
is "$status" 2 "weekly-review.sh: trouble is handed on"
done_testing
