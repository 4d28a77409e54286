#!/bin/sh
# headroom plan --catalogue --offers: the plan solved again with each type, and its fleet under each
# offer; by hand, in all formats, and every refusal.
. "$(dirname "$0")/tap.sh"

# Six weeks of hours at 1,000/s: at 100/s with half on top and one spare 16 are needed, always.
awk 'BEGIN {
    print "time,requests_per_s"
    for (h = 0; h < 1008; h++)
        printf "2026-%02d-%02dT%02d:00:00Z,1000\n", 1 + int(h / 24 / 28), 1 + int(h / 24) % 28, h % 24
}' >flat.csv
# Twice the vCPU take twice as much: 8 large ones and a spare. Arm is cheaper and half as fast.
printf '%s\n' "name,vcpu,memory_gib,price,speed,max,source,date" \
    "small,2,8,0.10,1,,list,2026-02-01" "large,4,16,0.16,1,,list,2026-02-01" \
    "arm,2,8,0.08,0.5,,list,2026-02-01" "rare,8,32,0.01,1,2,list,2026-02-01" >types.csv
printf '%s\n' "name,kind,term,upfront,hourly,discount,source,date" \
    "one,reservation,1y,,,40%,list,2026-02-01" "three,reservation,3y,876,0,,list,2026-02-01" >offers.csv
ask="flat.csv --per-instance 100/s --price 0.1/h --horizon 2w --as-of 2026-02-09 --quantile mean --size-by step"
all="$ask --catalogue types.csv --type small --offers offers.csv"
option()
{
    printf '%s\n' "$out" | tr '{' '\n' | grep "\"id\": \"$1\"" | sed "s/.*\"$2\": \"\{0,1\}\([^,\"}]*\).*/\1/"
}

run "$headroom" plan $all --format json -q
is "$status" 0 "a plan with types and offers answers"
# Two weeks are 336 hours.
is "$(option order n) $(option order cost)" " " "16 stay 16: nothing is to order"
is "$(option cheaper_type what) $(option cheaper_type n) $(option cheaper_type cost)" "large 9 483.84" \
    "the cheaper type: 9 x 336 x 0.16"
is "$(option commit what) $(option commit n) $(option commit value) $(option commit cost)" "one 16 16 322.56" \
    "all 16 are committed: 16 x 336 x 0.06"
has "$out" '"type": "small", "most": 16, "end": 16, "per_instance": 100, "price_hour": 0.1000, "cost": 537.60' \
    "today's type is among the types"
has "$out" '"type": "arm", "most": 31, "end": 31, "per_instance": 50' "half as fast: 30 and a spare"
has "$out" '"verdict": "cannot", "reason": "5 are needed in the largest week, above max"' "a type of which there are too few"
has "$out" '"option": "on demand", "chosen": null' "the ways to buy it"
has "$out" '"on_demand_hours": 11680, "spot_hours": 0, "cost_month": 1168' "on demand is what the plan costs: 16 x 730 x 0.1"
run "$headroom" plan $ask --format json -q
has "$out" '"purchase": null' "without offers there is no purchase"
has "$out" '"types": null' "and without a catalogue no types"

run "$headroom" plan $all
has "$out" "Run on large" "text has the options"
has "$out" "Commit 16 by one" "both of them"
has "$out" "large serves the plan for 483.84, 10% less than today's 537.60." "the sentence of the types"
has "$out" "Ways to buy it" "and the ways"
has "$out" "a unit pays from 60% of the time on" "when an offer pays"
has "$err" "the oldest price is of 2026-02-01" "how old the prices are"
run "$headroom" plan $all --price 0.12/h
has "$err" "the plan has small at 0.12 an hour, and the catalogue (types.csv) at 0.1" "a price that is not the catalogue's"
run "$headroom" plan $all --format md -q
has "$out" "| Run on large | 9 | 9 | 483.84 | yes |" "Markdown, too"
run "$headroom" plan $all --format html -q
has "$out" "Commit 16 by one: 700.80 a month, 40% less than on demand" "the page's section says what to do"
has "$out" "large serves the plan for 483.84" "and which type"
run "$headroom" plan $ask --format html -q
has "$out" "Buying (--catalogue, --offers)" "without either it is named as not given"

# Owned ones serve first: of 16, 10 are there already.
printf 'name,units,end\nold,10,2026-12-31\n' >owned.csv
run "$headroom" plan $all --owned owned.csv --format json
is "$(option commit value) $(option commit cost)" "6 120.96" "beside ten that are owned six are committed"
has "$err" "owned.csv:2: old ends on 2026-12-31" "which end some day"

# A budget that today's type passes at 1,168 a month, the larger one at 1,051.20, the committed do not.
run "$headroom" plan $all --budget 1000/mo --format json -q
is "$(option cheaper_type fits) $(option commit fits)" "no yes" "the budget is held against each"

run "$headroom" plan $ask --type small
is "$status" 2 "--type alone is refused"
has "$err" "--type names the type of --catalogue that runs today: give that, too" "with what it is of"
run "$headroom" plan $ask --owned owned.csv
has "$err" "--owned is beside what --offers would commit: give that, too" "so is --owned"
run "$headroom" plan $ask --catalogue types.csv
has "$err" "--per-instance needs --type with --catalogue" "rates are of a type"
run "$headroom" plan $ask --catalogue types.csv --type smal
has "$err" "--type smal is not in the catalogue types.csv; did you mean small?" "which has to be there"
run "$headroom" plan flat.csv --per-instance 100/s --horizon 2w --offers offers.csv
has "$err" "--offers is held against what an hour costs on demand: give --price" "offers need the price"
run "$headroom" plan $all --latency p99=200ms --service-time 20ms --workers 4
has "$err" "--latency is of one type, and --catalogue has several" "a latency target is of one type"
run "$headroom" plan $all --memory 4GiB --memory-per-request 1MiB --duration 1s
has "$err" "--memory is of one type" "so is memory"
awk -F, 'NR == 1 { print "time,service,requests_per_s"; next } { print $1 ",a," $2; print $1 ",b," $2 }' flat.csv >two.csv
run "$headroom" plan two.csv --per-instance 100/s --price 0.1/h --horizon 2w --offers offers.csv --owned owned.csv
has "$err" "--owned is asked of one fleet, and the data have several: --only KEY names the one meant" "owned are of one fleet"
run "$headroom" plan two.csv --per-instance 100/s --price 0.1/h --horizon 2w --offers offers.csv --owned owned.csv --only a -q
is "$status" 0 "which the remedy gives"
run "$headroom" plan two.csv --per-instance 100/s --price 0.1/h --horizon 2w --offers offers.csv --format json -q
is "$(printf '%s\n' "$out" | grep -c '"purchase": \[')" 2 "several services have a purchase each"

done_testing
