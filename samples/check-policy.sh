#!/bin/sh
# May this scaling policy be deployed? For a CI job: lint, and a replay against last weeks' demand.
#
#   sh check-policy.sh TRACE ASSUMPTIONS.csv RULES.csv POLICY_FILE...
#   sh check-policy.sh web-requests.csv web-assumptions.csv web-rules.csv web-policy.json
#
# Writes check.xml (JUnit, for the CI system's test view) and check.md (for a comment) into the
# working directory, and the answer to standard output. Ends with 0 when the policy may be deployed,
# 1 when a rule fails, 2 on trouble:
#
#   sh check-policy.sh ... && aws autoscaling put-scaling-policy --cli-input-json file://policy.json
set -u

if [ $# -lt 4 ]; then
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
trace=$1
assumptions=$2
rules=$3
shift 3
here=$(cd "$(dirname "$0")" && pwd)
headroom=$(command -v headroom || echo "$here/../headroom")

# The policy files become --policy FILE each.
for file; do
    set -- "$@" --policy "$file"
    shift
done
set -- check "$trace" --assume "$assumptions" --rules "$rules" "$@"

status=0
"$headroom" "$@" || status=$?
[ "$status" -lt 2 ] || exit "$status"
# The same answer in the forms that machines show; it is the same each time.
"$headroom" "$@" --quiet -o check.xml || [ $? -eq 1 ] || exit 2
"$headroom" "$@" --quiet -o check.md || [ $? -eq 1 ] || exit 2
exit "$status"
