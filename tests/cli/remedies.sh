#!/bin/sh
# What size and plan offer where a demand does not fit is taken at its word: the same command with it
# is done. The terms are drawn by a generator of their own; the figures are those of the text.
#
# DRAWS=150 SEED=7 sh tests/cli/remedies.sh draws more of them, for plan and recommend a tenth.
. "$(dirname "$0")/tap.sh"
draws=${DRAWS:-40}
first=${SEED:-0}

# words OUTPUT: the remedies of size, one a line, without the wrapping.
words()
{
    printf '%s\n' "$1" | awk '
        /^What would fit/ { on = 1; next }
        on && /^-+$/ { next }
        on && /^$/ { exit }
        on { sub(/^- [a-z]*: /, "\n"); sub(/^  */, " "); printf "%s", $0 }
        END { print "" }' | sed 's/,\{0,1\} or /\
/g' | sed '/^$/d'
}

# One remedy as options that replace what they change; "-" for one that options cannot say.
options_of()
{
    printf '%s\n' "$1" | tr -d ',' | awk '
        { max = "" }
        /max raised to/ { m = $0; sub(/.*max raised to /, "", m); sub(/[^0-9].*/, "", m); max = "--max " m }
        / ms of --service-time/ {
            r = ""
            if (sub(/ per instance.*/, "")) { r = $0; sub(/.* and /, "", r); r = "--per-instance " r }
            print "--service-time " $1 "ms", r; next
        }
        /^pay/ { print "--budget " $2 "/mo", max; next }
        /^max raised/ { print max; next }
        /^serve at most/ { print "--demand " $4; next }
        / per instance/ && !/an hour/ { print "--per-instance " $1; next }
        / an hour per instance/ { print "--price " $1 "/h", max; next }
        / connections each/ { print "--connections " $1; next }
        / of memory each/ { print "--memory " $1 $2; next }
        / ms of --duration/ { print "--duration " $1 "ms"; next }
        /a cache that answers/ { print "--cache-hit " $5; next }
        /headroom of/ { print "--headroom " $3; next }
        { print "-" }'
}

# drawn SEED: terms of size that do not fit, more often than not.
drawn()
{
    awk -v seed="$1" 'BEGIN {
        srand(seed)
        per = 20 + int(400 * rand())
        printf "--demand %d/s --per-instance %d/s --headroom %d%%", per * (3 + int(60 * rand())), per, 90 * rand()
        printf " --spare %d --max %d", 3 * rand(), 3 + int(40 * rand())
        if (rand() < 0.5) printf " --price %.2f/h --budget %d/mo", 0.05 + rand(), 500 + int(9000 * rand())
        if (rand() < 0.3) printf " --connections %d --duration %dms", 50 + int(300 * rand()), 200 + int(900 * rand())
        if (rand() < 0.3) printf " --cache-hit %d%%", 60 * rand()
        if (rand() < 0.3) printf " --zones %d", 2 + int(2 * rand())
        if (rand() < 0.3) printf " --imbalance %d%%", 40 * rand()
        print "" }'
}

# replaced TERMS NEW: the terms without those that NEW has, and NEW.
replaced()
{
    printf '%s\n' "$1 $2" | awk '{
        for (i = 1; i < NF; i += 2) { value[$i] = $(i + 1); if (!($i in at)) { at[$i] = ++n; name[n] = $i } }
        for (k = 1; k <= n; k++) printf "%s %s ", name[k], value[name[k]] }'
}

offered=0
wrong=
seed=$first
while [ "$seed" -lt $((first + draws)) ]; do
    seed=$((seed + 1))
    terms=$(drawn "$seed")
    # shellcheck disable=SC2086
    run "$headroom" size $terms
    [ "$status" = 1 ] || continue
    words "$out" >offers
    while read -r offer; do
        new=$(options_of "$offer")
        case $offer in
        *"per instance"*each* | *"no rate per instance"*) continue ;; # several terms at once, or none
        esac
        offered=$((offered + 1))
        # shellcheck disable=SC2046
        "$headroom" size $(replaced "$terms" "$new") -q >/dev/null 2>&1 || wrong="$wrong
$terms: $offer"
    done <offers
done
is "$wrong" "" "every offer of size, applied, has status 0"
ok "$([ "$offered" -gt 60 ]; echo $?)" "size: of $offered offers"

# What plan and recommend name "to fit" a resource, each alone: with it their status is 0.
fitting()
{
    printf '%s\n' "$1" | awk '
        /^  to fit  / { on = 1; sub(/^  to fit  */, ""); printf "%s", $0; next }
        on && /^   / { sub(/^  */, " "); printf "%s", $0; next }
        on { exit }
        END { print "" }' | sed 's/,\{0,1\} or /\
/g' | sed '/^$/d'
}
# answered SERIES TERMS: applies each of what plan and recommend offer for the terms
answered()
{
    series=$1
    terms=$2
    for command in plan recommend; do
        # shellcheck disable=SC2086
        run "$headroom" $command $series $terms -q
        [ "$status" = 1 ] || return
        fitting "$out" >offers
        [ "$command" = plan ] && cp offers plan_offers
        while read -r offer; do
            new=$(options_of "$offer")
            case $offer in
            *"per instance"*each* | *"no rate per instance"*) continue ;;
            esac
            offered=$((offered + 1))
            # shellcheck disable=SC2046,SC2086
            "$headroom" $command $series $(replaced "$terms" "$new") -q >/dev/null 2>&1 || wrong="$wrong
$command $terms: $offer"
        done <offers
    done
    is "$(cat offers)" "$(cat plan_offers)" "recommend offers what plan does: $terms"
}
web="$root/samples/web-requests.csv --horizon 2w --size-by step"
offered=0
wrong=
for terms in "--per-instance 500/s --max 5" "--per-instance 500/s --price 0.0832/h --budget 1000/mo" \
    "--per-instance 400/s --max 20 --price 0.0832/h --budget 700/mo" \
    "--per-instance 300/s --headroom 20% --spare 2 --max 40" \
    "--per-instance 500/s --connections 300 --duration 900ms --max 30"; do
    # shellcheck disable=SC2086
    run "$headroom" plan $web $terms -q
    is "$status" 1 "$terms cannot be met"
    answered "$web" "$terms"
done
# Four weeks by the hour, with a step of level of its own: what is drawn is sized by a step or by a week's peak.
awk 'BEGIN {
    print "time,requests_per_s"
    for (i = 0; i < 672; i++)
        printf "2026-01-%02dT%02d:00:00Z,%.3f\n", 1 + int(i / 24), i % 24,
            2500 * (1 + 0.4 * sin((i % 24) / 3.8)) * (1 + i / 3000) * (1 + (i * 7 % 11) / 200)
}' >hours.csv
seed=$((first + 200))
while [ "$seed" -lt $((first + 200 + draws / 10)) ]; do
    seed=$((seed + 1))
    answered "hours.csv --horizon 2w --size-by $([ $((seed % 2)) = 0 ] && echo step || echo peak)" \
        "$(drawn "$seed" | sed 's/--demand [^ ]* //')"
done
is "$wrong" "" "every offer of plan and recommend, applied, has status 0"
ok "$([ "$offered" -gt 15 ]; echo $?)" "plan and recommend: of $offered offers"

# What runout names under "What would last": with it the limit is not reached.
lasting()
{
    printf '%s\n' "$1" | awk '
        /^What would last/ { on = 1; next }
        on && /^-+$/ { next }
        on && /^$/ { exit }
        on { sub(/^- [a-z]* [0-9,]*: /, "\n"); sub(/^  */, " "); printf "%s", $0 }
        END { print "" }' | sed 's/,\{0,1\} or /\
/g' | sed '/^$/d' | sed 's/^limit raised to \([0-9,]*\)\( requests\/s\)*$/--limit \1\2/; s/^today.s fleet raised to /--current /' |
        sed '/^--/s/[,]//g; s/ requests//'
}
# Demand that grows by 60 a day over 90 days.
awk 'BEGIN {
    print "time,unit,mean,p50,p90,p95,p99"
    split("31 29 30", days, " ")
    for (month = 1; month <= 3; month++)
        for (day = 1; day <= days[month]; day++) {
            m = 3000 + 60 * n++
            printf "2024-%02d-%02dT00:00:00Z,requests/s,%d,%d,%d,%d,%d\n", month, day, m, m, m + 150,
                m + 200, m + 300
        }
}' >growing.csv
offered=0
wrong=
seed=$((first + 100))
while [ "$seed" -lt $((first + 100 + draws)) ]; do
    seed=$((seed + 1))
    terms=$(awk -v seed="$seed" 'BEGIN {
        srand(seed)
        kind = int(4 * rand())
        per = 50 + int(400 * rand())
        printf "--per-instance %d/s --headroom %d%% --spare %d", per, 90 * rand(), 3 * rand()
        if (kind == 0) printf " --limit %d", 2 + 12000 * rand() / per
        if (kind == 1) printf " --limit %d/s", 2000 + 7000 * rand()
        if (kind == 2) printf " --current %d", 2 + 12000 * rand() / per
        if (kind == 3) printf " --price %.2f/h --budget %d/mo", 0.05 + rand(), 500 + int(90000 * rand() * 10 / per)
        if (rand() < 0.3) printf " --connections %d --duration %dms", 50 + int(300 * rand()), 200 + int(900 * rand())
        if (rand() < 0.3) printf " --cache-hit %d%%", 60 * rand()
        if (rand() < 0.3) printf " --zones %d", 2 + int(2 * rand())
        if (rand() < 0.3) printf " --latency p99=200ms --service-time 20ms --workers 16"
        print "" }')
    # shellcheck disable=SC2086
    run "$headroom" runout growing.csv --demand p95 $terms --require 'status=not reached' -q
    [ "$status" = 1 ] || continue
    lasting "$out" >offers
    while read -r offer; do
        case $offer in
        --*) new=$offer ;;
        *"per instance"*each* | "more --workers") continue ;;
        *) new=$(options_of "$offer") ;;
        esac
        offered=$((offered + 1))
        # shellcheck disable=SC2046
        "$headroom" runout growing.csv --demand p95 $(replaced "$terms" "$new") --require 'status=not reached' -q >/dev/null 2>&1 ||
            wrong="$wrong
$terms: $offer"
    done <offers
done
is "$wrong" "" "every offer of runout, applied, lasts"
ok "$([ "$offered" -gt 60 ]; echo $?)" "runout: of $offered offers"
run "$headroom" runout growing.csv --demand p95 --per-instance 100/s --limit 60 --limit 5k/s -q
has "$out" "- instances 60: limit raised to 130" "8,540/s with 50% on top at 100/s are 129, and one to spare"
has "$out" "- demand 5,000: limit raised to 8,540 requests/s" "a limit of demand is raised to it"
run "$headroom" runout growing.csv --demand p95 --per-instance 100/s --limit 130 -q
is "$(printf '%s\n' "$out" | grep -c 'What would last')" 0 "what is not reached needs nothing"

# --- by hand
run "$headroom" size --demand 1000/s --per-instance 100/s --headroom 0 --spare 0 --max 5 --price 1/h --budget 1000/mo
has "$out" "accept: pay 7,300.00 a month (6,300.00 more) with max raised to 10" "the fleet that is needed is paid for"
run "$headroom" size --demand 0.0179k/s --per-instance 6.713/s --connections 200 --duration 36364ms --max 5
has "$out" "optimise: 245 connections each (22% more), or 29,795 ms of --duration (18%" "what decides is offered"
run "$headroom" size --demand 12597.76/s --per-instance 592/s --spare 2 --price 0.0832/h --budget 516/mo
has "$out" "accept: pay 2,065.03 a month" "money is rounded to the side that pays"
done_testing
