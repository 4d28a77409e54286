#!/bin/sh
# One word for one thing: a table of words that people are not shown, what is said instead, and where
# they may stand, because a platform or an export calls something else so. Read are the texts between
# quotation marks of the sources, and the manual pages.
. "$(dirname "$0")/../cli/tap.sh"
cd "$root" || exit 1

# All texts of the sources, FILE:LINE: "TEXT". Names of headers are none.
find src -name '*.c' | sort | xargs awk '
    /^#include/ { next }
    {
        line = $0
        while (match(line, /"([^"\\]|\\.)*"/)) {
            print FILENAME ":" FNR ": " substr(line, RSTART, RLENGTH)
            line = substr(line, RSTART + RLENGTH)
        }
    }' >"$work/texts"
ok "$([ "$(wc -l <"$work/texts")" -gt 5000 ]; echo $?)" "there are texts to read"
for page in man/*.1 man/*.5; do
    sed "s|^|$page: |" "$page"
done >"$work/pages"

# WORD, in any case; the word for it; files that may have it.
while IFS='|' read -r word instead places; do
    is "$(grep -i -- "$word" "$work/texts" "$work/pages" | cut -d: -f2- | grep -v -E "^($places)" | head -n 5)" "" \
        "$instead, never $word"
done <<'TABLE'
breach|crosses|src/policy/|src/answer/emit_watch_cloudwatch.c|src/sim/|man/headroom-policy.5|man/headroom-check.1|man/headroom-simulate.1|man/headroom.1
upper limit|max, or limit|none:
instance limit|max|none:
capacity limit|limit|none:
\bquota|max, or limit|src/sizing/|src/answer/size_|src/answer/tiers_|src/cli/option_catalogue|src/input/container_name.c|src/series/stock_or_flow.c|man/headroom-size.1|man/headroom-plan.1|man/headroom-simulate.1|man/headroom.1|src/policy/
utilisation|utilization|src/ingest/kind.c
over-provision|can be given back|none:
cluster size|instances|none:
run-rate|cost_month|none:
leadtime|lead time|none:
safety margin|headroom|none:
TABLE
done_testing
