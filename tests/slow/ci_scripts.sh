#!/bin/sh
# What samples/ci gives to GitHub and GitLab, run as their runners would, with a release in a folder.
. "$(dirname "$0")/../cli/tap.sh"

python3 -c 'import yaml' 2>/dev/null && command -v curl >/dev/null ||
    { skip "scripts of samples/ci" "they need curl and PyYAML"; done_testing; exit; }
version=$("$headroom" version | sed -n '1s/^headroom //p')
mkdir release runner
cp "$headroom" "release/headroom-$version-linux-$(uname -m)"
sum=$(sha256sum "release/headroom-$version-linux-$(uname -m)" | cut -d ' ' -f 1)
cd runner || exit 1
mkdir capacity
cp "$root/samples/web-requests.csv" "$root/samples/web-assumptions.csv" capacity/
cp "$root/samples/asg.json" capacity/policy.json
export RUNNER_TEMP=$PWD/temp GITHUB_PATH=$PWD/github_path GITHUB_ENV=$PWD/github_env

# scripts FILE NAME=VALUE...: writes them, prints their names
scripts()
{
    python3 "$root/tests/slow/ci_scripts.py" "$@" "url=file://$work/release" "version=$version"
}

is "$(scripts "$root/samples/ci/headroom/action.yml" "sha256=$sum" \
    'arguments=size --demand 10k/s --per-instance 500/s --max 5' | tr '\n' ' ')" "Get-headroom.sh Run-headroom.sh " \
    "the action has two steps"
run bash Get-headroom.sh
is "$status" 0 "the first gets the binary: $err"
has "$out" "headroom $version" "which says its version"
is "$(cat github_path)" "$RUNNER_TEMP/headroom-$version" "and is found by later steps"
# shellcheck disable=SC2046 # a name and a path
export $(cat github_env)
run bash Run-headroom.sh
is "$status" 1 "the status of the second is that of the answer, which is no"
has "$out" "31 instances" "and the answer is shown"
scripts "$root/samples/ci/headroom/action.yml" "sha256=$(echo other | sha256sum | cut -d ' ' -f 1)" >/dev/null
run bash Get-headroom.sh
[ "$status" -ne 0 ]
ok $? "a binary of another sum is not used"

is "$(scripts "$root/samples/ci/templates/headroom.yml" "sha256=$sum" | tr '\n' ' ')" \
    "headroom-plan.sh headroom-check.sh " "the component has two jobs"
run sh headroom-plan.sh
made=$status
run "$headroom" plan capacity/web-requests.csv --assume capacity/web-assumptions.csv --horizon 13w
is "$made" "$status" "the plan is made, and its status is that of the answer: $err"
[ -s plan.html ] && [ -s plan.xlsx ]
ok $? "as page and workbook"
run sh headroom-check.sh
[ "$status" -le 1 ]
ok $? "the policy is judged: $status"
has "$(cat check.xml)" "<testsuite" "with a report for the merge request"
has "$out" "$("$headroom" check capacity/web-requests.csv --policy capacity/policy.json --assume capacity/web-assumptions.csv \
    --quiet | head -n 1)" "and as text"
done_testing
