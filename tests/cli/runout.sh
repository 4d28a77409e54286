#!/bin/sh
# headroom runout: crossing dates of limits, today's fleet and the budget; every refusal.
. "$(dirname "$0")/tap.sh"

# A mean of 10,000 requests/s that grows by 300 a day; p95 is 1000 above, p99 1500; 90 days.
awk 'BEGIN {
    print "time,unit,mean,p50,p90,p95,p99"
    split("31 30 31", days, " ")
    for (month = 1; month <= 3; month++)
        for (day = 1; day <= days[month] && n < 90; day++) {
            m = 10000 + 300 * n++
            printf "2024-%02d-%02dT00:00:00Z,requests/s,%d,%d,%d,%d,%d\n", month + 2, day, m, m,
                m + 800, m + 1000, m + 1500
        }
}' >forecast.csv

# row RESOURCE: that row of the CSV in $out.
row()
{
    printf '%s\n' "$out" | grep "^$1,"
}
day=T00:00:00Z
web="--per-instance 500/s --demand p95"

# 91 instances carry 90 x 500 / 1.5 = 30,000: p99 is above from day (30000 - 11500) / 300 = 61.7, the
# 2nd of May, p95 from 63.3, the 4th, p50 from 66.7, the 7th, 2 p50 - p99 from 71.7, the 12th.
run "$headroom" runout forecast.csv --limit 91 $web --lead-time 6w --format csv
is "$status" 0 "runout answers"
is "$(printf '%s\n' "$out" | head -n 1)" "resource,limit,earliest,expected,latest,crosses,order_by,days_left,status" "columns"
is "$(row instances)" \
    "instances,91,2024-05-02$day,2024-05-07$day,2024-05-12$day,2024-05-04$day,2024-03-23$day,68,ok" "91 instances, by hand"
has "$err" "using headroom=50% spare=1 review_every=4w (defaults), demand=p95 per_instance=500/s limit=91 lead_time=6w (options)" \
    "what was assumed is said"

run "$headroom" runout forecast.csv --limit 91 $web --lead-time 6w -v
has "$out" "a fleet of 91 instances carries 30,000 requests/s: p95 passes that on
2024-05-04; order by 2024-03-23." "text: a sentence"
has "$out" "instances     91  ok      2024-05-04  2024-03-23  2024-05-02  2024-05-07" "and a table"
has "$out" "lead_time     6w     --lead-time" "and the assumptions"
run "$headroom" runout forecast.csv --limit 91 $web --format md
has "$out" "| instances |" "Markdown"

# A file may have several limits, as --limit may be repeated; those of a service replace the general ones.
printf '%s\n' name,value,source,owner,service limit,91,x,y, limit,30k/s,x,y, per_instance,500/s,x,y, \
    >limits.csv
run "$headroom" runout forecast.csv --assume limits.csv --demand p95 --lead-time 6w --format csv
is "$(row instances)$(row demand)" \
    "instances,91,2024-05-02$day,2024-05-07$day,2024-05-12$day,2024-05-04$day,2024-03-23$day,68,okdemand,30000,2024-05-02$day,2024-05-07$day,2024-05-12$day,2024-05-04$day,2024-03-23$day,68,ok" \
    "two rows of limit"
run "$headroom" runout forecast.csv --assume limits.csv --demand p95 --lead-time 6w -v
has "$out" "limit         91, 30k/s  line 2" "and the text lists both"
run "$headroom" runout forecast.csv --assume limits.csv --demand p95 --limit 500 --format csv
is "$(printf '%s\n' "$out" | wc -l)" 2 "--limit wins over all of them"
printf '%s\n' name,value,source,owner limit,500,x,y >later.csv
run "$headroom" runout forecast.csv --assume limits.csv --assume later.csv --demand p95 --format csv
is "$(row instances) $(row demand)" "instances,500,,,,,,,not reached " "a later file replaces all of them"

# The status: now is 29 February, the step before the first.
run "$headroom" runout forecast.csv --limit 91 $web --lead-time 51d --format csv
has "$out" ",2024-03-14$day,68,order now" "two weeks from now: order now"
run "$headroom" runout forecast.csv --limit 91 $web --lead-time 50d --format csv
has "$out" ",2024-03-15$day,68,ok" "a day more: ok"
run "$headroom" runout forecast.csv --limit 91 $web --lead-time 65d --format csv
has "$out" ",2024-02-29$day,68,order now" "today is not late"
run "$headroom" runout forecast.csv --limit 91 $web --lead-time 66d --format csv
has "$out" ",2024-02-28$day,68,late" "yesterday is"
run "$headroom" runout forecast.csv --limit 91 $web --lead-time 66d --as-of 2024-02-28 --format csv
has "$out" ",2024-02-28$day,69,order now" "--as-of says what now is"
run "$headroom" runout forecast.csv --limit 500 $web --format csv
is "$(row instances)" "instances,500,,,,,,,not reached" "never passed"
run "$headroom" runout forecast.csv --limit 500 $web
has "$out" "instances    500  not reached  -" "and text says the same"
run "$headroom" runout forecast.csv --limit 91 --per-instance 500/s --demand p99 --format csv
has "$out" ",2024-05-02$day,68,ok" "the order goes by the column of --demand"

# Several resources at once.
run "$headroom" runout forecast.csv --limit 91 --limit 30k/s --current 40 --price 0.0832/h \
    --budget 6000/mo $web --format csv
is "$(row demand | cut -d, -f2,3)" "30000,2024-05-02$day" "a limit of demand is that demand"
is "$(row current | cut -d, -f2,3)" "40,2024-03-07$day" "today's 40 carry 39 x 500 / 1.5 = 13,000"
is "$(row budget | cut -d, -f2,3)" "6000,2024-05-10$day" "the budget pays 98, which carry 32,333"
is "$(printf '%s\n' "$out" | wc -l | tr -d ' ')" 5 "a row for each"
run "$headroom" runout forecast.csv --limit 91 --limit 30k/s $web -v
has "$out" "limit         91, 30k/s  --limit" "all limits are listed"
run "$headroom" runout forecast.csv --max 91 $web --format csv
is "$(row instances | cut -d, -f2)" 91 "--max is the limit where there is no other"
run "$headroom" runout forecast.csv --limit 30k/s --demand p95 --format csv
is "$status" 0 "a limit of demand needs no per-instance"
run "$headroom" runout forecast.csv --limit 1 $web --format csv
has "$out" "instances,1,2024-03-01$day" "a spare alone carries nothing: passed at once"
run "$headroom" runout forecast.csv --limit 91 --cache-hit 50% $web --format csv
is "$(row instances | cut -d, -f3,9)" ",not reached" "a cache of half doubles what is carried"

# Services, with a lead time and a limit of their own.
awk -F, 'NR == 1 { print "service," $0; next } { print "web," $0; print "search," $0 }' forecast.csv >fleet.csv
cat >fleet-assumptions.csv <<'END'
name,value,unit,source,owner,service
per_instance,500,requests/s,test,ana,
limit,91,instances,quota,ops,
limit,98,instances,quota,ops,search
lead_time,6,w,vendor,ops,
lead_time,1,w,vendor,ops,search
END
run "$headroom" runout fleet.csv --assume fleet-assumptions.csv --demand p95 --format csv
is "$(printf '%s\n' "$out" | cut -d, -f1,3,8)" "service,limit,order_by
web,91,2024-03-23$day
search,98,2024-05-05$day" "services have limits and lead times of their own"
run "$headroom" runout fleet.csv --assume fleet-assumptions.csv --demand p95
run "$headroom" runout fleet.csv --assume fleet-assumptions.csv --demand p95 --format csv
has "$err" "lead_time=6w (fleet-assumptions.csv), and 2 rows of single services" "rows of services are counted"
run "$headroom" runout fleet.csv --assume fleet-assumptions.csv --demand p95 --format json
is "$(echo "$out" | jq -r '.assumptions[] | select(.service != null) | .name + "=" + .value' | tr '\n' ' ')" \
    "limit=98 instances lead_time=1w " "and listed in JSON"
is "$(echo "$out" | jq -r '.verdict, .service, .order_by, (.rows | length)' | tr '\n' ' ')" \
    "ok web 2024-03-23${day} 2 " "whose facts are those of what runs out first"
run "$headroom" runout fleet.csv --assume fleet-assumptions.csv --demand p95
has "$out" "search: a fleet of 98 instances carries 32,333 requests/s" "and sentences"
has "$out" "search   instances     98  ok      2024-05-12  2024-05-05" "and rows whose status is not split off"
cut -d, -f1,5 forecast.csv | sed '1s/p90/demand/' >plain.csv
run "$headroom" runout plain.csv --limit 30k/s --format csv
has "$out" "demand,30000,,,,2024-05-05$day,2024-05-05$day,,ok" "without quantiles only the order is known"

# refuses MESSAGE OPTION ...
refuses()
{
    message=$1
    shift
    run "$headroom" runout "$@"
    is "$status:$out" "2:" "refused: $*"
    has "$err" "$message" "says: $message"
}
refuses "nothing that could run out: give --limit 120 (instances), --limit 40k/s" forecast.csv $web
refuses "demand is the quantity 10k/s; runout needs the demand to come" forecast.csv --demand 10k/s --limit 9
sed 's/p95/p96/' forecast.csv >no-p95.csv
refuses "--demand must name the column to size: mean, p50, p90, p96, p99" no-p95.csv --limit 9
run "$headroom" runout forecast.csv --per-instance 500/s --limit 91 --format csv
with_default=$out
has "$err" "demand is p95, the quantile to plan for (default)" "p95 is the default, which is said"
run "$headroom" runout forecast.csv --per-instance 500/s --limit 91 --demand p95 --format csv
is "$out" "$with_default" "and gives the same"
refuses "--per-instance is missing" forecast.csv --demand p95 --limit 9 --current 3
refuses "--limit: limit 1.5 is no number of instances" forecast.csv $web --limit 1.5
refuses "--limit: limit 40cores is a number of cores, but p95 is a rate (per second)" \
    forecast.csv $web --limit 40cores
refuses "--limit: limit 30k counts instances, and --per-instance is missing: the demand that one of them serves \
well, such as 500/s; a limit of demand has a unit, such as 30k/s" forecast.csv --demand p95 --limit 30k
sed 's,requests/s,passengers,' forecast.csv >taxi.csv
refuses "limit 40k/s is a rate (per second), but p95 is in passengers: give both in one unit" \
    taxi.csv --demand p95 --limit 40k/s
refuses "--budget needs --price" forecast.csv $web --budget 9/mo
refuses "standard input is empty" $web --limit 9
printf 'demand\n5\n' >timeless.csv
refuses 'timeless.csv: no column "time"' timeless.csv --per-instance 1 --limit 9
printf 'time,demand\n2024-03-02T00:00:00Z,5\n2024-03-01T00:00:00Z,5\n' >backwards.csv
refuses "backwards.csv:3: time: it is not after that of the row before; --by COLUMN tells series apart" \
    backwards.csv --per-instance 1 --limit 9
# --- rules for cron
run "$headroom" runout forecast.csv --per-instance 500/s --demand p95 --limit 91 --lead-time 6w --require 'days_left>=30d' \
    --require 'status!=late' --require 'earliest>=2024-05-02' --format csv -q
is "$status:$(printf '%s\n' "$out" | sed -n 2p | cut -d, -f8)" "0:68" "rules that hold: status 0"
run "$headroom" runout forecast.csv --per-instance 500/s --demand p95 --limit 91 --require 'days_left>=10w'
is "$status" 1 "a rule that does not: status 1"
has "$out" "Required: days_left>=10w (instances): days_left is 68 days, and is to be at" "which is said"
run "$headroom" runout forecast.csv --per-instance 500/s --demand p95 --limit 91 --require 'expected<=2024-05-06' --format json
is "$status:$(echo "$out" | jq -r '.rules[0] | .status + ", " + .finding')" \
    "1:fail, expected is 2024-05-07, and is to be not after 2024-05-06" "JSON has the rules; a date"
run "$headroom" runout forecast.csv --per-instance 500/s --demand p95 --limit 500 --require 'days_left>=400d' --require 'earliest>=2030-01-01' -q
is "$status" 0 "what is not reached is as far off as one likes"
run "$headroom" runout forecast.csv --per-instance 500/s --demand p95 --limit 500 --require 'days_left<=400d' -q
is "$status" 1 "and no nearer"
run "$headroom" runout forecast.csv --per-instance 500/s --demand p95 --limit 500 --require 'status=not reached' -q
is "$status" 0 "a word"
printf 'rule,limit,reason,owner,expires\ndays_left,>=70d,ordered,ops,2024-06-01\n' >rules.csv
run "$headroom" runout forecast.csv --per-instance 500/s --demand p95 --limit 91 --rules rules.csv
is "$status" 0 "a waiver counts by the forecast's own time"
has "$out" "waived" "and is shown"
run "$headroom" runout forecast.csv --per-instance 500/s --demand p95 --limit 91 --rules rules.csv --as-of now
is "$status" 1 "by the clock it has expired"
refuses 'there are: resource, limit, earliest, expected' forecast.csv --per-instance 500/s --demand p95 --limit 91 --require 'cost>=4'
refuses 'it is a word: compare it with = or !=' forecast.csv --per-instance 500/s --demand p95 --limit 91 --require 'status<late'
refuses 'it is a time: write it such as 2026-06-01' forecast.csv --per-instance 500/s --demand p95 --limit 91 --require 'earliest>=soon'
refuses 'it is a number of days: write it such as 30d or 6w' forecast.csv --per-instance 500/s --demand p95 --limit 91 --require 'days_left>=5%'
# What fills up by a line, of any unit: (limit - last) / a day's gain, by hand; a limit that was raised
# counts as it stands at the end.
awk 'BEGIN {
    print "time,mount,inodes_used,inodes_total"
    for (i = 0; i < 60; i++)
        printf "%d,/var,%d,%d\n", 1767225600 + 86400 * i, 500000 + 3000 * i, i < 30 ? 700000 : 1000000
}' >inodes.csv
run "$headroom" runout inodes.csv --by mount --value inodes_used --limit inodes_total \
    --require 'days_left>=106d' --require 'days_left<=109d' --format csv -q
is "$status" 0 "inodes of a file system that was resized: 323,000 / 3,000 days are left"
run "$headroom" runout inodes.csv --by mount --value inodes_used --limit inodes_total \
    --require 'days_left>=110d' --format csv -q
is "$status" 1 "and no more"
run "$headroom" plan inodes.csv --value inodes_used --per-instance 100000 --horizon 13w
has "$err" "is taken for what fills up" "a plan takes what fills up as such, and says so"
done_testing
