#!/bin/sh
# Every rule has a source, and a case that it finds something in and one that it does not: policies
# of samples/rules, edited by jq as headroom-rules(7) shows.
. "$(dirname "$0")/tap.sh"
separator=$(printf '\037')

"$headroom" help --rules --format json | jq -r '.. | objects | select(.rule? and .severity?) |
    [.rule, .source, .sample, .fires, .passes] | join("\u001f")' >rules
is "$(grep -c . rules)" "$("$headroom" help --rules --format csv | grep -c '^[a-z-]*,\(error\|warning\|advice\),')" \
    "all rules are read"
# found RULE: whether the policy breaks it; "refused" where it is none.
found()
{
    "$headroom" check --policy policy.json --boot 90s --longest-request 30s --spare 1 --format csv >answer 2>/dev/null
    [ $? -eq 2 ] && echo refused && return
    grep -c "^$1,\(fail\|warning\|advice\)," answer
}

while IFS=$separator read -r rule source sample fires passes; do
    ok "$([ -n "$source" ]; echo $?)" "$rule has a source"
    jq "$fires" "$root/samples/rules/$sample.json" >policy.json
    ok "$([ "$(found "$rule")" -gt 0 ] 2>/dev/null; echo $?)" "$rule is found in $sample.json, $fires"
    jq "$passes" "$root/samples/rules/$sample.json" >policy.json
    is "$(found "$rule")" 0 "and not with $passes"
done <rules
for sample in "$root"/samples/rules/*.json; do
    run "$headroom" check --policy "$sample" --boot 90s --longest-request 30s --spare 1 --format csv
    is "$status:$(printf '%s\n' "$out" | sed 1d | cut -d, -f1,2)" "0:lint,pass" "nothing is found in ${sample##*/}"
done
done_testing
