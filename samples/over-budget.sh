#!/bin/sh
# How much growth does the budget carry? Sizes the service for multiples of a demand and says where
# the money or the maximum ends.
#
#   sh over-budget.sh DEMAND_PER_SECOND ASSUMPTIONS.csv [FACTOR...]
#   sh over-budget.sh 9400 web-assumptions.csv 1 1.5 2 3
#
# Ends with 1 when the first factor cannot be met already, 2 on trouble.
set -eu

if [ $# -lt 2 ]; then
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
demand=$1
assumptions=$2
shift 2
[ $# -gt 0 ] || set -- 1 1.25 1.5 2 3 5
here=$(cd "$(dirname "$0")" && pwd)
headroom=$(command -v headroom || echo "$here/../headroom")

# The cell of column NAME in the plan table's first row.
cell() {
    awk -F, -v name="$1" '
        NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i }
        NR == 2 { print $column[name] }'
}

answer=0
first=$1
printf '%8s %12s %10s %12s  %s\n' factor demand/s instances cost/month verdict
for factor in "$@"; do
    rate=$(awk -v demand="$demand" -v factor="$factor" 'BEGIN { printf "%.10g", demand * factor }')
    status=0
    plan=$("$headroom" size --demand "$rate/s" --assume "$assumptions" --format csv --quiet) || status=$?
    case $status in
    0) verdict=fits ;;
    1) verdict="bound by $(printf '%s\n' "$plan" | cell bound_by)" ;;
    *) exit "$status" ;;
    esac
    [ "$factor" != "$first" ] || answer=$status
    printf '%8s %12s %10s %12s  %s\n' "${factor}x" "$rate" "$(printf '%s\n' "$plan" | cell instances)" \
        "$(printf '%s\n' "$plan" | cell cost_month)" "$verdict"
done
exit "$answer"
