#!/bin/sh
# --currency is a label of amounts of money, from the command line or the assumptions.
. "$(dirname "$0")/tap.sh"

ask="size --demand 10k/s --per-instance 500/s --price 0.1/h"
run "$headroom" $ask --currency EUR
has "$out" "Amounts of money are in EUR." "text says it"
plain=$("$headroom" $ask | sed -n '1,12p')
is "$(printf '%s\n' "$out" | sed -n '1,12p')" "$plain" "and nothing is converted"
run "$headroom" $ask --currency EUR --format md
has "$out" "Amounts of money are in EUR." "Markdown too"
run "$headroom" $ask --currency EUR --json
is "$(printf '%s' "$out" | jq -r .currency)" EUR "and JSON"
run "$headroom" $ask --json
is "$(printf '%s' "$out" | jq 'has("currency")')" false "which has no such member otherwise"
printf 'name,value\nprice,0.1/h\ncurrency,CHF\n' >a.csv
run "$headroom" size --demand 10k/s --per-instance 500/s --assume a.csv
has "$out" "Amounts of money are in CHF." "a row of the assumptions is enough"
run "$headroom" $ask --assume a.csv --currency EUR
has "$out" "Amounts of money are in EUR." "the option wins"
run "$headroom" plan "$root/samples/web-requests.csv" --assume "$root/samples/web-assumptions.csv" --currency EUR --quiet
has "$out" "1,006 EUR; for 2 weeks" "the first screen of a plan names it"
run "$headroom" plan "$root/samples/web-requests.csv" --assume "$root/samples/web-assumptions.csv" --currency EUR --quiet --json
is "$(printf '%s' "$out" | jq -r .meta.currency)" EUR "and its JSON"
run "$headroom" $ask --currency "$(printf 'E\033[31m')"
is "$(printf '%s' "$out" | grep -c "$(printf '\033')")" 0 "whatever it holds, it moves no cursor"
run "$headroom" $ask --currency ''
has "$err" "--currency: its value is empty" "empty is refused"
run "$headroom" check --policy "$root/samples/asg.json" --assume a.csv "$root/samples/web-requests.csv" --per-instance 500/s --quiet
[ "$status" -le 1 ]
ok $? "a command that counts no money reads the file all the same: $err"
done_testing
