#!/bin/sh
# headroom cost beside instances: functions, containers, capacity of a database, credits, unit costs. Expected
# values of tests/reference/cost, prices of headroom help prices.
. "$(dirname "$0")/tap.sh"

way()
{
    printf '%s\n' "$out" | grep "^$1," | cut -d, -f "$2"
}
fact()
{
    printf '%s\n' "$out" | sed -n "s/^ *\"$1\": \([^,]*\),*/\1/p"
}

# --- functions --------------------------------------------------------------------------------------
# 20/s for 730 h are 52.56 million requests: 10.512 for them, 3,153,600 GB-s for 52.56.
ask="--serverless --duration 120ms --memory 512MiB --demand 20/s"
fleet="--per-instance 500/s --price 0.0832/h"
# shellcheck disable=SC2086 # options and their values
{
    run "$headroom" cost $ask $fleet
    is "$status" 0 "cost answers"
    has "$out" "Functions: 63.07 a month." "functions are the cheapest at 20/s"
    has "$out" "instances are cheaper above 38.5185/s, and from there on always" "the crossing"
    has "$err" "the oldest price is of 2026-08-01" "the age of the prices"
    run "$headroom" cost $ask $fleet --format csv -q
    is "$(way functions '3-4')" "8,63.07" "2.4 at once on average, 8 nearly always"
    is "$(way instances '3-4')" "2,121.47" "two instances"
    run "$headroom" cost $ask $fleet --as-of 2027-03-01
    has "$err" "more than 180 days old, look whether it still holds" "old prices are a warning"
    run "$headroom" cost $ask $fleet --budget 50/mo -q
    is "$status" 1 "over the budget: no"
    has "$out" "13.07 over the budget" "by how much"
    # Two crossings: one instance of 60/s with 50 % headroom and no spare serves up to 40/s.
    run "$headroom" cost --serverless --duration 120ms --memory 512MiB --demand 20/s --per-instance 60/s \
        --price 0.1632/h --spare 0 --format json -q
    is "$(fact cheaper_from)" "37.77771481" "first where one instance pays: 0.1632 / 0.00432001"
    is "$(fact always_from)" "642.2211519" "for good from the seventeenth on: b x 37.7777 against (b - 1) x 40"
    run "$headroom" cost --serverless --duration 23ms --memory 128MiB --demand 20/s --per-instance 50/s --price 0.0832/h -q
    has "$out" "instances are cheaper at no demand" "never"
    run "$headroom" cost --serverless --duration 120ms --memory 512MiB --demand 0.1/s --free-tier --format csv -q
    is "$(way functions 4)" "0.00" "what is free each month"
    run "$headroom" cost --serverless --arch arm --duration 120ms --memory 512MiB --demand 20/s --format csv -q
    is "$(way functions 4)" "52.56" "another processor"
    # A tenth starts anew and is billed 880 ms longer: 208 ms on average.
    run "$headroom" cost $ask --cold 10% --cold-start 880ms --format csv -q
    is "$(way functions 4)" "101.62" "cold starts are billed"
    run "$headroom" cost $ask --driver-rate 4/s --format json -q
    is "$(fact per_1000)" "0.001200002" "1,000 requests"
    is "$(fact per_driver)" "0.00000600001" "and one order: a thousandth of five of them"

    run "$headroom" cost --serverless --demand 20/s
    has "$err" "--serverless needs --duration and --memory" "what a request takes"
    run "$headroom" cost $ask --cold 10%
    has "$err" "--cold needs --cold-start" "how long a start is"
    run "$headroom" cost $ask --database writes
    has "$err" "--serverless and --database are two questions" "one at a time"
    printf '%s\n' time,x >empty.csv
    run "$headroom" cost $ask empty.csv
    has "$err" "--demand is a quantity, but there is a file too" "not both"
    run "$headroom" help prices --format csv
    printf '%s\n' "$out" | sed 's/,0.2,2026-08-01/,2,2026-08-01/' >own.csv
    run "$headroom" cost $ask --service-prices own.csv --format csv -q
    is "$(way functions 4)" "157.68" "prices can be changed: 2 a million are 94.61 more"
    grep -v function_request own.csv >less.csv
    run "$headroom" cost $ask --service-prices less.csv
    has "$err" 'less.csv: no price "function_request": write a row of this name' "a price that is missing"
}
price_refuses()
{
    printf '%s\n' "name,above,price,date" "$1" "$2" >bad.csv
    run "$headroom" cost --serverless --duration 1s --memory 1GiB --demand 1/s --service-prices bad.csv
    has "$err" "bad.csv:$3" "$4"
}
price_refuses "x,0,-1," "" '2: price: "-1" is out of bounds' "a price below nothing"
price_refuses "x,0,," "" "2: price: x has no price; write what one unit costs" "no price"
price_refuses ",0,1," "" "2: name: the row has no name" "no name"
price_refuses "x,5,1," "" "2: above: the parts of x have to begin at 0 and rise" "parts that begin late"
price_refuses "x,0,1," "x,0,2," "3: above: the parts of x have to begin at 0 and rise" "parts that do not rise"
price_refuses "x,0,1,01/02/2026" "" '2: date: "01/02/2026" is no date' "a date that could be two"

# --- a course of demand -----------------------------------------------------------------------------
# Two weeks, 40/s from 8 to 20 o'clock, else 4/s; an instance takes 20/s with its headroom.
awk 'BEGIN {
    print "time,requests_per_s"
    for (h = 0; h < 336; h++)
        printf "2026-03-%02dT%02d:00:00Z,%d\n", 2 + int(h / 24), h % 24, (h % 24 >= 8 && h % 24 < 20) ? 40 : 4
}' >course.csv
functions="--serverless --duration 1s --memory 1GiB --per-instance 30/s --price 0.1/h"
# shellcheck disable=SC2086
{
    run "$headroom" cost course.csv $functions --format csv -q
    # 22/s on average x 730 h x 3,600 s x (0.2 / 10^6 + 0.0000166667).
    is "$(way functions 4)" "975.17" "functions"
    is "$(way '"instances, followed"' '4-5')" "3,182.50" "three by day, two by night"
    is "$(way '"instances, fixed peak"' '4-5')" "3,219.00" "three at all times"
    # Four serve at all times and pay, the 36 of the day serve half of the time and do not: 43.80 held, 102.20
    # used, 788.40 on demand, 11.56 for the requests.
    is "$(way '"functions, some held"' '4-5')" "4,945.96" "four held ready"
    # Sized by the same terms, then bought: 2.5 instances on average.
    run "$headroom" cost course.csv --per-instance 30/s --price 0.1/h --format csv -q
    is "$(way 'on demand' 13)" "182.50" "demand is sized, then bought"
    run "$headroom" cost course.csv --per-instance 30/s --price 0.1/h --driver-rate 2.5/s --format json -q
    is "$(fact per_1000)" "0.003156565657" "0.25 an hour for 22/s"
    is "$(fact marginal_1000)" "0.001388888889" "1,000 more: 0.1 x 1.5 / (3.6 x 30)"
    is "$(fact per_driver)" "0.00002777777778" "0.25 / (3600 x 2.5)"
    run "$headroom" cost course.csv --per-instance 30/s --price 0.1/h
    has "$out" "1,000 requests cost 0.003157; 1,000 more 0.001389" "text says so"
    # A file may have the rate for the commands that made the instances: these stay what they are.
    printf '%s\n' "name,value" "per_instance,30/s" "price,0.1/h" >web.csv
    sed '1s/requests_per_s/instances/' course.csv >instances.csv
    run "$headroom" cost instances.csv --assume web.csv --format csv -q
    is "$(way 'on demand' 13)" "1606.00" "22 instances on average"
    run "$headroom" cost course.csv --connections 30 --duration 1s --price 0.1/h --format csv -q
    is "$(way 'on demand' 13)" "182.50" "connections say what one takes, too"
    # Two paths of a forecast, sized one by one.
    awk 'BEGIN {
        print "time,path,value"
        for (p = 1; p <= 2; p++)
            for (h = 0; h < 200; h++)
                printf "2026-03-%02dT%02d:00:00Z,p%d,%d\n", 2 + int(h / 24), h % 24, p, p == 1 ? 40 : 4
    }' >paths.csv
    run "$headroom" cost paths.csv --by path --per-instance 30/s --price 0.1/h --format csv -q
    is "$(way 'on demand' 13)" "182.50" "paths are sized before they are costed"
    sed '20s/,.*/,/' course.csv >hole.csv
    run "$headroom" cost hole.csv $functions --gaps keep
    has "$err" "--gaps fill joins what is on both sides" "a gap is named"
    sed '20s/,.*/,nan/' course.csv >nan.csv
    run "$headroom" cost nan.csv $functions --gaps keep
    has "$err" "has no demand for 2026-03-02" "so is a value that is no number"

    # --- capacity of a database: 40/s at a target of 50 % are 80 units.
    run "$headroom" cost course.csv --database writes --target 50% --format csv -q
    is "$(way 'on demand' 4)" "36.14" "on demand: 22 x 3,600 x 730 x 0.625 / 10^6"
    is "$(way '"provisioned, fixed"' '4-5')" "80,37.96" "provisioned for the peak"
    is "$(way '"provisioned, followed"' '2,4-5')" ' followed",80,20.88' "provisioned as it comes"
    run "$headroom" cost course.csv --database writes --target 50% -q
    has "$out" "used more than 28.9% of the" "the break-even of writes"
}

# --- containers -------------------------------------------------------------------------------------
printf '%s\n' "name,vcpu,memory_gib,price,date,source" "c5.xlarge,4,8,0.17,2026-01-19,list" \
    "r7g.large,2,16,0.1071,2026-01-19,list" >types.csv
tasks="--containers --task-vcpu 0.25 --task-memory 512MiB --catalogue types.csv"
# shellcheck disable=SC2086
{
    run "$headroom" cost $tasks --reserved 0% --format csv -q
    is "$status" 0 "containers answer"
    is "$(way container '3-4')" ",0.0123425" "a task: 0.25 x 0.04048 + 0.5 x 0.004445"
    is "$(way c5.xlarge '3-4,6-7')" "16,0.010625,14,0.860846668" "sixteen on an instance, cheaper from 14 on"
    is "$(way r7g.large '3,6-7')" "8,,1.084666802" "never cheaper"
    run "$headroom" cost $tasks
    has "$out" "c5.xlarge: 14 tasks on one, 8.86 a month each when it is full; a container costs" "a tenth is the system's"
    run "$headroom" cost --containers --task-vcpu 1
    has "$err" "--containers needs --task-vcpu and --task-memory" "both are needed"
    printf '%s\n' "name,vcpu,price" "a,2,0.1" >bare.csv
    run "$headroom" cost --containers --task-vcpu 1 --task-memory 1GiB --catalogue bare.csv
    has "$err" "bare.csv:2: memory: a has none, and tasks take both; write it" "a type without memory"
    run "$headroom" cost --containers --task-vcpu 100 --task-memory 1GiB --catalogue types.csv -q
    has "$out" "no type of the catalogue is cheaper" "a task that fits nowhere"
}

# --- credits ----------------------------------------------------------------------------------------
printf '%s\n' "availability,credit" "99.99%,0" "99.9%,10%" "99%,25%" >steps.csv
printf '%s\n' "month,availability" 1,0.98 2,0.9995 3,0.99999 4,0.995 >months.csv
run "$headroom" cost months.csv --sla steps.csv --revenue 10000/mo --format csv -q
is "$(printf '%s\n' "$out" | tr '\n' ' ')" \
    "availability,credit,money 0.98,1,10000.00 0.9995,0.1,1000.00 0.99999,0,0.00 0.995,0.25,2500.00 " "credits by month"
run "$headroom" cost months.csv --sla steps.csv --revenue 10000/mo
has "$out" "3,375.00 a month are given back on average, 33.8% of the revenue." "their mean" 
run "$headroom" cost months.csv --sla steps.csv
has "$err" "--sla needs --revenue" "of what"
sed 's/0.98/98/' months.csv >percent.csv
run "$headroom" cost percent.csv --sla steps.csv --revenue 10000/mo
has "$err" "percent.csv:2: availability: an availability is a share from 0 to 1" "no share"
printf '%s\n' "availability,credit" "99.99%," >bad.csv
run "$headroom" cost months.csv --sla bad.csv --revenue 10000/mo
has "$err" "bad.csv:2: credit: a step has both, such as 99.9% and 10%" "half a step"
printf '%s\n' "availability,credit" "199%,10%" >bad.csv
run "$headroom" cost months.csv --sla bad.csv --revenue 10000/mo
has "$err" 'bad.csv:2: availability: "199%" is out of bounds' "more than always"
printf '%s\n' "availability,credit" >bad.csv
run "$headroom" cost months.csv --sla bad.csv --revenue 10000/mo
has "$err" "bad.csv: no step in it" "an empty list"

done_testing
