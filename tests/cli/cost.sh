#!/bin/sh
# headroom cost: what to buy for a fleet, by hand; the lists, and every refusal.
. "$(dirname "$0")/tap.sh"

# Two weeks of hours: ten instances from 8 to 20 o'clock, else four.
awk 'BEGIN {
    print "time,instances"
    for (h = 0; h < 336; h++)
        printf "2026-03-%02dT%02d:00:00Z,%d\n", 2 + int(h / 24), h % 24, (h % 24 >= 8 && h % 24 < 20) ? 10 : 4
}' >fleet.csv
printf '%s\n' "name,kind,term,upfront,hourly,discount,source,date" \
    "one,reservation,1y,,,40%,list,2026-03-01" \
    "three,reservation,3y,876,0,,list,2026-03-01" \
    "cloud,spot,,,,70%,list,2026-03-01" >offers.csv
ask="fleet.csv --price 0.1/h --offers offers.csv"
row()
{
    printf '%s\n' "$out" | grep "^$1," | cut -d, -f "$2"
}

# 730 hours a month, half of them with 10 and half with 4: 5,110 instance-hours.
run "$headroom" cost $ask --format csv -q
is "$status" 0 "cost answers"
is "$(printf '%s\n' "$out" | head -n 1)" \
    "option,chosen,type,offer,kind,term,units,longer_units,money_per_hour,used,on_demand_hours,spot_hours,cost_month,saving,break_even,payback_month,pays_above,regret,source,date" "columns"
is "$(row 'on demand' '13')" "511.00" "on demand: 7 on average x 730 x 0.1"
is "$(row 'fixed peak' '13')" "730.00" "the peak at all times: 10 x 730 x 0.1"
# At 60 % the four of the night pay (100 %), those of the day (50 %) do not: 4 x 730 x 0.06 + 3 x 73.
is "$(row 'offer,yes,,one' '7,10,11,13,15')" "4,1,2190,394.20,0.6" "the year's offer: four, the rest on demand"
# 876 over 26,280 hours are 0.0333 an hour, a third: all ten pay; they are used 70 %.
is "$(row 'offer,,,three' '7,10,13')" "10,0.7,243.33" "three years: all ten, and not chosen"
# The last of the ten earns 0.05 an hour: 876 are back after 24 months.
is "$(row 'offer,,,three' '16')" "24" "when the last one is paid back"
run "$headroom" cost $ask --least-use 60% --format csv -q
is "$(row 'offer,,,three' '7')" "4" "--least-use keeps units out that are used half of the time"
run "$headroom" cost $ask --commit 8 --format csv -q
is "$(row 'yours,,,one' '7,13')" "8,423.40" "--commit 8: 8 x 730 x 0.06 + 2 x 365 x 0.1"
# Half as spot over three pools: 5 of the day cost ceil(5 / 2) x 3 = 9, of 4 two cost 3.
run "$headroom" cost $ask --spot-share 50% --format csv -q
is "$(row 'spot,' '11,12')" "2555,4380" "spot beside on demand: 5 and 2, paid 9 and 3"
run "$headroom" cost $ask --spot-share 50%
has "$out" "over 3 pools of which one may be lost" "text says what spot withstands"

run "$headroom" cost $ask
has "$out" "Commit 4 by one, the rest on demand: 394.20 a month, 22.9% less" "the decision comes first"
has "$out" "5 to 6" "bands of the load-duration curve"
has "$out" "a unit pays from 60% of the time on; 4 of them while the fleet" "when it pays"
has "$err" "the oldest price is of 2026-03-01 (one, from list)" "how old prices are"
run "$headroom" cost $ask --format json -q
has "$out" '"verdict": "commit"' "JSON has the verdict"
has "$out" '"units": 4' "and the units"
run "$headroom" cost $ask --budget 300/mo -q
is "$status" 1 "over the budget: no"
has "$out" "Over the budget: the cheapest way costs 394.20 a month, 94.20 more" "with the figures"

# Owned units serve first; their cost is in no figure.
printf '%s\n' "name,units,start,end" "old,3,,2026-12-31" "gone,5,,2026-01-31" "later,5,2027-01-01," >owned.csv
run "$headroom" cost $ask --owned owned.csv --format csv
is "$(row 'offer,yes,,one' '7,13')" "1,262.80" "beside three that are owned one is bought"
has "$err" "owned.csv:2: old ends on 2026-12-31: what it serves has to be bought again then" "one that ends is told"
has "$err" "owned.csv:3: gone ended on 2026-01-31 and is left out" "one that has ended is left out"
has "$err" "owned.csv:4: later starts on 2027-01-01 and is left out" "one that has not begun, too"

# Growing or shrinking: with either alone, the choice for it is regretted by nothing.
run "$headroom" cost $ask --growth 1,1 --format csv -q
is "$(row 'least expected' '8,18')" "10,0.00" "a steady fleet: all ten for three years"
run "$headroom" cost $ask --growth 2,2 --growth 0,0 --format csv -q
is "$(row 'least expected' '2')" "yes" "over several years their choice is the answer"
run "$headroom" cost $ask --growth 2,2 --growth 0,0 -q
has "$out" "a month over three years" "which text says"

# Paths are courses that are equally likely.
awk 'BEGIN {
    print "time,path,instances"
    for (p = 1; p <= 2; p++)
        for (h = 0; h < 200; h++)
            printf "2026-03-%02dT%02d:00:00Z,p%d,%d\n", 2 + int(h / 24), h % 24, p, p == 1 ? 10 : 4
}' >paths.csv
run "$headroom" cost paths.csv --by path --price 0.1/h --offers offers.csv --format csv -q
is "$(row 'offer,yes,,one' '7,13')" "4,394.20" "two courses: as day and night"

# What a replay has in service, starting and stopping.
awk 'BEGIN {
    print "time,in_service,pending,draining"
    for (h = 0; h < 200; h++)
        printf "2026-03-%02dT%02d:00:00Z,5,1,2\n", 2 + int(h / 24), h % 24
}' >course.csv
run "$headroom" cost course.csv --demand in_service --price 0.1/h --format csv -q
is "$(row 'on demand' '13')" "584.00" "pending and draining are paid: 8 x 730 x 0.1"

# Two types: a is 10 by day and 4 by night at 0.1, b always 5 at 0.2; a plan at 30 % off, reservations at 40 %. All
# five of b and four of a are reserved: 4 x 0.06 + 5 x 0.12 = 0.84 an hour; 3 of a on average stay at 0.1.
awk -F, 'NR == 1 { print "time,type,instances"; next } { print $1 ",a," $2; print $1 ",b,5" }' fleet.csv >types.csv
printf '%s\n' "service,name,value" "a,price,0.1/h" "b,price,0.2/h" >prices.csv
printf '%s\n' "name,kind,term,discount,source,date" "plan,plan,1y,30%,list,2026-03-01" \
    "reserved,reservation,1y,40%,list,2026-03-01" "long,reservation,3y,60%,list,2026-03-01" >both.csv
ask_types="types.csv --by type --assume prices.csv --offers both.csv"
run "$headroom" cost $ask_types --format csv
is "$status" 0 "several types answer"
is "$(row 'on demand' 13)" "1241.00" "on demand: (7 x 0.1 + 5 x 0.2) x 730"
# 4 x 0.07 + 5 x 0.14 = 0.98 an hour under the plan, 3 x 0.1 on demand.
is "$(row 'plan,,' '9,13')" "0.98,934.40" "a plan alone"
is "$(row 'reservations,yes,a' 7)" "4" "reservations of a"
is "$(row 'reservations,yes,b' 7)" "5" "reservations of b"
is "$(printf '%s\n' "$out" | grep '^reservations,yes,,' | cut -d, -f 13)" "832.20" "which are the cheapest: 1.14 x 730"
has "$err" "both.csv:4: long is left out: of several types an offer counts that is a discount" "a longer term is left out"
run "$headroom" cost $ask_types -q
has "$out" "Commit 9 by reserved, the rest on demand: 832.20 a month, 32.9% less" "text says so"
run "$headroom" cost $ask_types --budget 800/mo --format json -q
is "$status" 1 "over the budget: no"
has "$out" '"verdict": "over budget"' "in JSON too"
run "$headroom" cost $ask_types --growth 1,1
has "$err" "--growth is asked of one fleet, and the data have several: --only KEY names the one meant" "what is for one fleet"
run "$headroom" cost $ask_types --growth 1,1 --only a -q
is "$status" 0 "which the remedy gives"
printf '%s\n' "service,name,value" "a,price,0.1/h" >one.csv
run "$headroom" cost types.csv --by type --assume one.csv --offers both.csv
has "$err" "--price is missing for b" "each type needs its price"

run "$headroom" cost fleet.csv
is "$status" 2 "a price is needed"
has "$err" "--price is missing: what an hour of an instance costs on demand" "and asked for"
run "$headroom" cost fleet.csv --price 0.1/h --spot-share 20%
has "$err" "--spot-share needs the price of spot: a row of --offers" "spot needs its price"
run "$headroom" cost $ask --growth 1.3
has "$err" '--growth: "1.3" is no growth: write the sizes of the second and the third year' "growth is two numbers"
run "$headroom" cost fleet.csv --price 0.1/h --growth 1,1
has "$err" "--growth weighs offers of a year and longer" "and of offers"
run "$headroom" cost $ask --commit 1.20/h
has "$err" "--commit in money an hour is for a plan, and --offers has none" "money is of a plan"
run "$headroom" cost $ask --demand nothing
has "$err" 'no column "nothing" for --demand' "a column that is not there"
printf "%s\n" "name,kind,term,upfront,hourly,discount,source,date" "plan,plan,1y,,,40%,list,2026-03-01" >plans.csv
run "$headroom" cost fleet.csv --price 0.1/h --offers plans.csv --commit 0.48/h --format csv -q
is "$(row 'yours,,,plan' '7,9,13')" "8,0.48,423.40" "0.48 an hour are eight units at 0.06"
sed 's/40%/0%/' offers.csv >dear.csv
run "$headroom" cost fleet.csv --price 0.1/h --offers dear.csv -q --strict
is "$status" 2 "an offer that never pays is a warning"
run "$headroom" cost fleet.csv --price 0.1/h --offers dear.csv
has "$err" "dear.csv:2: one comes to 0.1 an hour, no less than the 0.1 on demand: left out" "by its row"
run "$headroom" cost $ask --as-of 2027-03-01
has "$err" "more than 180 days old, look whether it still holds" "old prices are a warning"
sed 's/,list,2026-03-01//' offers.csv >bare.csv
run "$headroom" cost fleet.csv --price 0.1/h --offers bare.csv
has "$err" "write source and date" "so are prices without a date"
head -n 50 fleet.csv >short.csv
run "$headroom" cost short.csv --price 0.1/h --offers offers.csv
has "$err" "49 hours decide over a year: a week at least shows nights and weekends" "and a short history"
sed '20s/,.*/,/' fleet.csv >hole.csv
run "$headroom" cost hole.csv --gaps keep --price 0.1/h
has "$err" "instances has no value for 2026-03-02T18:00:00Z: --gaps fill" "a hole is named with the remedy"
run "$headroom" cost hole.csv --gaps fill --price 0.1/h -q
is "$status" 0 "which works"

done_testing
