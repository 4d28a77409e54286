#!/bin/sh
# Puts the parts of a fleet's plan together: FOLDER/plan.csv, and a summary on standard output.
#
#   sh fleet-merge.sh FOLDER N
#
# Parts that are missing are named, with the last line of what they said, and the status is 2: run them
# again. Status 1: there is a service whose need does not fit.
set -eu

[ $# = 2 ] || { sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 2; }
folder=$1
parts=$2

missing=0
part=1
while [ "$part" -le "$parts" ]; do
    if [ ! -e "$folder/part-$part.csv" ]; then
        missing=$((missing + 1))
        echo "fleet-merge.sh: part $part of $parts is missing: $(tail -n 1 "$folder/part-$part.log" 2>/dev/null)" >&2
    fi
    part=$((part + 1))
done
[ "$missing" -eq 0 ] || exit 2

# A part without a service is an empty file; all others have the same header.
part=1
: >"$folder/plan.csv.new"
while [ "$part" -le "$parts" ]; do
    if [ -s "$folder/plan.csv.new" ]; then
        tail -n +2 "$folder/part-$part.csv"
    else
        cat "$folder/part-$part.csv"
    fi >>"$folder/plan.csv.new"
    part=$((part + 1))
done
mv "$folder/plan.csv.new" "$folder/plan.csv"

# Columns by their names; quoted cells may hold commas, and none of those that are read here is quoted.
awk '
function cells(line, cell,    n, quoted, text, c, i) {
    n = 1; text = ""; quoted = 0
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (c == "\"") quoted = !quoted
        else if (c == "," && !quoted) { cell[n++] = text; text = "" }
        else text = text c
    }
    cell[n] = text
    return n
}
NR == 1 { n = cells($0, name); for (i = 1; i <= n; i++) at[name[i]] = i; next }
{
    cells($0, cell)
    service = at["service"] ? cell[at["service"]] : ""
    rows[service]++
    if (rows[service] == 1) services++
    need = cell[at["instances"]] + 0
    if (need > most[service]) most[service] = need
    week = cell[at["time"]]
    cost[week] += cell[at["cost_month"]]
    if (cell[at["bound_by"]] ~ /max|budget/ && !short[service]++)
        names = names (unfit++ ? ", " : "") service
}
END {
    for (service in most) instances += most[service]
    for (week in cost) if (cost[week] > dearest) dearest = cost[week]
    printf "services    %d\ninstances   %d, each at its highest step\n", services, instances
    if (dearest > 0) printf "cost        %.2f a month in the dearest week\n", dearest
    printf "do not fit  %d%s\n", unfit, unfit ? ": " names : ""
    exit unfit > 0
}' "$folder/plan.csv"
