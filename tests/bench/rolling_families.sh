#!/bin/sh
# Accuracy by family: sh tests/bench/rolling_families.sh FOLDER ...; make bench-rolling runs it.
# A folder is a family; one in the layout of the M4 competition (*-train*.csv) gives every ninth row of
# its training part as a series of hours.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
trap 'exit 2' INT TERM
build=${BUILD:-build}

# unroll FILE FOLDER: a file a row, in hours from 2024 on
unroll()
{
    mkdir -p "$2"
    awk -F, -v folder="$2" 'NR % 9 == 2 {
        gsub(/"/, "")
        name = folder "/" $1 ".csv"
        print "time,requests_per_s" >name
        for (i = 2; i <= NF && $i != ""; i++)
            printf "%d,%s\n", 1704067200 + 3600 * (i - 2), $i >name
        close(name)
    }' "$1"
}

families=
for family in "$@"; do
    train=$(find "$family" -name '*-train*.csv' | head -n 1)
    if [ -n "$train" ]; then
        unroll "$train" "$folder/$(basename "$family")"
        families="$families $folder/$(basename "$family")"
    else
        families="$families $family"
    fi
done

echo "beside seasonal naive: error and pinball losses are ratios to its own; peak% and last% are the mean"
echo "absolute log errors of the weekly peak and of the last week's, peak95, peak99 the peak's coverage"
for days in 1 7 28 90; do
    for family in $families; do
        find "$family" -name '*.csv' | sort | tr '\n' '\0' |
            xargs -0 "$build/tests/bench/rolling" "$days" "${ORIGINS:-10}" 2>/dev/null >"$folder/table"
        [ "${V:-}" = 1 ] && cat "$folder/table"
        [ -e "$folder/headed" ] || head -n 1 "$folder/table"
        : >"$folder/headed"
        sed -n "s/^mean\(.\{40\}\)/$(printf '%-44s' "$(basename "$family")")/p" "$folder/table"
    done
done

[ "${R:-yes}" = no ] && exit 0
if ! command -v Rscript >/dev/null || ! Rscript -e 'q(status = !requireNamespace("forecast", quietly = TRUE))' 2>/dev/null; then
    echo "R and its package forecast are not installed: no comparison with their models"
    exit 0
fi
echo "beside R's forecast package, hourly means, two origins of at most four files a family"
# shellcheck disable=SC2086 # a list of folders
Rscript tests/bench/peers.R "$build/headroom" 2 "${TBATS:-no}" $families
