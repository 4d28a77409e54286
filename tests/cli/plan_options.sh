#!/bin/sh
# Each option of a plan that is said to fit fits when it is asked for: the plan made again with what the option shows
# meets its maximum and its budget, with the instances and the cost that the option says.
. "$(dirname "$0")/tap.sh"

# A history of five weeks, another one for each seed: level, daily swing, weekend, growth.
history()
{
    awk -v seed="$1" 'BEGIN {
        srand(seed)
        level = 200 + 2000 * rand(); swing = 0.2 + 0.5 * rand(); growth = 0.0001 + 0.0003 * rand(); rest = 0.6 + 0.4 * rand()
        print "time,requests_per_s"
        for (i = 0; i < 24 * 35; i++)
            { week = int(i / 24) % 7 > 4 ? rest : 1
              value = level * (1 + growth * i) * (1 + swing * sin(i * 3.14159265 / 12)) * week * (1 + 0.02 * (rand() - 0.5))
              printf "2026-%02d-%02dT%02d:00:00Z,%.1f\n", i < 744 ? 1 : 2, (i < 744 ? i : i - 744) / 24 + 1, i % 24, value }
    }'
}

tried=0
for seed in 1 2 3 4 5 6; do
    history $seed >demand.csv
    # What the plan wants without limits; then a maximum or a budget just below it. Options override the file.
    printf 'name,value\nper_instance,%d/s\nprice,0.0%d/h\nspare,%d\n' $((20 + 7 * seed)) $((7 + seed)) $((seed % 3)) >terms.csv
    "$headroom" plan demand.csv --horizon 4w --assume terms.csv -q --format json >free.json
    most=$(jq '.decision.needed' free.json)
    dear=$(jq '.money.month_most' free.json)
    case $((seed % 3)) in
    0) printf 'max,%d\ncurrent,%d\n' $((most - 1)) $((most - 2)) ;;
    1) printf 'budget,%s/mo\ncurrent,%d\n' "$(awk -v d="$dear" 'BEGIN { printf "%.0f", d * 0.93 }')" $((most - 2)) ;;
    *) printf 'max,%d\nbudget,%s/mo\ncurrent,%d\nzones,2\n' $((most + 1)) "$(awk -v d="$dear" 'BEGIN { printf "%.0f", d * 0.9 }')" "$most" ;;
    esac >>terms.csv
    "$headroom" plan demand.csv --horizon 4w --assume terms.csv -q --format json >plan.json
    jq -r '.options[] | select(.fits == "yes" and .flags != null) | select(.flags | startswith("--")) |
        [.id, .n, .cost, .flags] | @tsv' plan.json >options
    while IFS=$(printf '\t') read -r id n cost flag; do
        tried=$((tried + 1))
        # shellcheck disable=SC2086 # an option and its value
        "$headroom" plan demand.csv --horizon 4w --assume terms.csv -q $flag --format json >again.json
        status=$?
        is "$status,$(jq -r '.decision.verdict | test("cannot be met|over budget")' again.json)" "0,false" "seed $seed: $id: $flag fits"
        is "$(jq -r '[.weeks[].need] | max' again.json)" "$n" "seed $seed: $id: with the instances that it says"
        ok "$(jq --argjson cost "$cost" '.money.total - $cost | if fabs <= 0.011 then 0 else 1 end' again.json)" \
            "seed $seed: $id: at the cost that it says ($cost)"
    done <options
done
[ "$tried" -ge 12 ]
ok $? "options were tried ($tried)"
done_testing
