#!/bin/sh
# headroom recommend: rows, kinds, urgency, the record and what came of it, every refusal.
. "$(dirname "$0")/tap.sh"

# Four weeks of hours: a day between 200 and 400, the same each day.
awk 'BEGIN {
    print "time,service,requests_per_s"
    split("orders-db web", name, " ")
    for (s = 1; s <= 2; s++)
        for (hour = 0; hour < 672; hour++)
            printf "2026-03-%02dT%02d:00:00Z,%s,%d\n", 1 + hour / 24, hour % 24, name[s],
                300 + (hour % 24 < 12 ? 100 : -100)
}' >fleet.csv
cat >terms.csv <<'END'
name,value,unit,source,owner,date,service
per_instance,51,requests/s,test,us,2026-01-01,
price,0.1,/h,list,us,2026-01-01,
current,13,instances,console,us,2026-01-01,
current,10,instances,console,us,2026-01-01,orders-db
batch,2,instances,change window,us,2026-01-01,orders-db
boot,1,h,last change,us,2026-01-01,orders-db
END
column() { printf '%s\n' "$out" | cut -d, -f"$1" | tail -n +2 | tr '\n' ' '; }

# 400 / 51 x 1.5 = 11.8, so 12, and one spare: 13. Three more in batches of two: 2 x 1 h, and the
# first step to come, an hour ahead, needs them.
run "$headroom" recommend fleet.csv --assume terms.csv --horizon 1w --format csv -q
is "$status:$err" "0:" "a table"
is "$(column 3)" "orders-db web " "a row a resource"
is "$(column 4)" "database compute " "kinds by name"
is "$(column 5)$(column 6)$(column 7)" "10 13 13 13 3 0 " "current, target, delta"
is "$(column 10)" "scheduled reactive " "strategies"
is "$(column 11)" "stateful keeps-up " "by rules"
is "$(column 12)" "now none " "urgency"
is "$(column 14)" "7200 0 " "two batches of an hour"
is "$(column 15)" "219.00 0.00 " "3 x 0.1 x 730"

run "$headroom" recommend fleet.csv --assume terms.csv --horizon 1w -q
has "$out" "1 of 2 were short in the last seven days. 1 of 2 need more within the horizon;
the most urgent is due now." "text: today before later"
has "$out" "by its name" "who says the kind"
run "$headroom" recommend fleet.csv --assume terms.csv --horizon 1w --kind cache --boot 2h \
    --format csv -q
is "$(column 4)" "cache cache " "--kind"
is "$(column 14)" "14400 0 " "--boot"

# The record grows by what it does not have, byte for byte.
head -c 1 /dev/null >empty.csv
run "$headroom" recommend fleet.csv --assume terms.csv --horizon 1w --until 2026-03-22T00:00:00Z \
    --append record.csv
is "$status" 0 "a record is made"
has "$err" "2 of 2 decisions added to record.csv" "and that is said"
cp record.csv before.csv
run "$headroom" recommend fleet.csv --assume terms.csv --horizon 1w --until 2026-03-22T00:00:00Z \
    --append record.csv
has "$err" "0 of 2 decisions added to record.csv; the others were in it" "the same run adds nothing"
cmp -s before.csv record.csv
ok $? "and changes nothing"
run "$headroom" recommend fleet.csv --assume terms.csv --horizon 1w --append record.csv
is "$status" 0 "a later run"
has "$out" "What came of earlier decisions" "reports"
has "$out" "The target was enough for 2 of 2." "whether it was enough"
is "$(wc -l <record.csv | tr -d ' ')" 5 "and adds its own"
head -n 3 record.csv | cmp -s before.csv -
ok $? "behind what was there"
run "$headroom" recommend fleet.csv --assume terms.csv --horizon 1w --append empty.csv -q
is "$(wc -l <empty.csv | tr -d ' ')" 3 "an empty file becomes a record"

# A surge that nobody forecast.
sed '/2026-03-25T1/s/,[0-9]*$/,4000/' fleet.csv >surge.csv
cp before.csv surged.csv
run "$headroom" recommend surge.csv --assume terms.csv --horizon 1w --append surged.csv -q
has "$out" "The target was enough for 0 of 2." "a surge"

run "$headroom" recommend fleet.csv --assume terms.csv --horizon 1w --max 12 --format csv -q
is "$status" 1 "max keeps them short: the answer is no"
has "$out" " short" "and the reason says by how much"

# What can be deployed: the web servers by target tracking, the database by no autoscaler; 13
# need 400 / (13 x 51) = 60.3% of their CPU. The record keeps a file of policies company.
run "$headroom" recommend fleet.csv --assume terms.csv --horizon 1w --emit aws -o fleet.json
is "$status" 0 "--emit aws"
is "$(jq -r '.ScalingPolicies[] | .AutoScalingGroupName, .PolicyName, .TargetTrackingConfiguration.TargetValue' fleet.json | tr '\n' ' ')" \
    "web web-target-tracking 60 " "target tracking of the web servers"
is "$(jq -r '[.. | .AutoScalingGroupName? // empty] | unique[]' fleet.json)" web "no group is made of the database"
has "$err" "orders-db: no policy is written for a database, which no autoscaler of instances scales" "which is said"
for format in aws cloudformation terraform hpa; do
    run "$headroom" recommend fleet.csv --assume terms.csv --horizon 1w --emit $format -o fleet.$format -q
    is "$status:$err" "0:" "--emit $format"
    run "$headroom" check --policy fleet.$format --group web
    is "$status" 0 "check reads it and finds no error in web"
    case $format in
    cloudformation)
        is "$(jq -r '.Resources[].Type' fleet.$format | sort -u)" AWS::AutoScaling::ScalingPolicy \
            "a template declares no group that it could not make"
        is "$(jq -r '.Metadata.AutoScalingGroups[0].AutoScalingGroupName' fleet.$format)" web "and names it"
        ;;
    esac
done
run "$headroom" recommend fleet.csv --assume terms.csv --horizon 1w --emit hpa
has "$err" "orders-db: no policy is written for a database" "no file for a database"
run "$headroom" recommend fleet.csv --assume terms.csv --horizon 1w --only web --group shop --emit aws -q
has "$out" '"AutoScalingGroupName": "shop"' "--group names the one of one resource"
run "$headroom" recommend fleet.csv --assume terms.csv --horizon 1w -q
has "$out" "update-auto-scaling-group --cli-input-json" "text says how to deploy"
has "$out" "put-scaling-policy --cli-input-json" "all of them"

# --resources: a row each, with terms of their own, demand shared or out of a file of its own.
mkdir lists
awk -F, 'NR == 1 || $2 == "web"' fleet.csv | cut -d, -f1,3 >lists/own.csv
cat >lists/resources.csv <<'END'
resource,kind,series,file,per_instance,current,price,boot,batch,headroom
front,compute,web,,51/s,13,0.1/h,2m,,
front-cache,cache,web,,400/s,3,0.2/h,,,
orders-db,,,,51/s,10,0.1/h,1h,2,
backup,storage,,own.csv,101/s,4,1/h,,,100%
END
run "$headroom" recommend fleet.csv --resources lists/resources.csv --horizon 1w --format csv -q
is "$status:$err" "0:" "a list of resources"
is "$(column 3)" "front front-cache orders-db backup " "in its order"
is "$(column 4)" "compute cache database storage " "with their kinds"
# 400 / 51 x 1.5, 400 / 400 x 1.5, as the first, 400 / 101 x 2: each rounded up, and a spare.
is "$(column 6)" "13 3 13 9 " "sized by their own terms"
is "$(column 14)" "0 0 7200 600 " "two batches of an hour, and what is usual for storage"
is "$(column 15)" "0.00 0.00 219.00 3650.00 " "at their own prices"
listed=$out
for threads in 1 3; do
    run "$headroom" recommend fleet.csv --resources lists/resources.csv --horizon 1w --format csv -q --threads $threads
    is "$out" "$listed" "the same with --threads $threads"
done
run "$headroom" recommend fleet.csv --resources lists/resources.csv --horizon 1w --per-instance 101/s --format csv -q
is "$(column 6)" "7 7 7 9 " "an option wins over the list"
run "$headroom" recommend fleet.csv --resources lists/resources.csv --horizon 1w -q
has "$out" "storage (lists/resources.csv:5)" "who says the kind"
head -n 1 lists/resources.csv >lists/alone.csv
tail -n 1 lists/resources.csv >>lists/alone.csv
run "$headroom" recommend --resources lists/alone.csv --horizon 1w --format csv -q
is "$status:$(column 3)" "0:backup " "with files of their own no operand is needed"

refuse_list() {
    said=$1
    shift
    run "$headroom" recommend fleet.csv --horizon 1w -q "$@"
    is "$status:$out" "2:" "refused: $*"
    has "$err" "$said" "says why"
}
sed 's/,web,,51/,wep,,51/' lists/resources.csv >lists/wrong.csv
refuse_list 'lists/wrong.csv:2: series: no series is called "wep"; there are orders-db, web' --resources lists/wrong.csv
refuse_list "every row has a file of its own, so fleet.csv is not needed" --resources lists/alone.csv
refuse_list "exclude each other" --resources lists/resources.csv --only web
printf '%s\n' resource,series,per_instance,headroom web,web,500/s,3623238862625774% >lists/wrong.csv
# What limits an instance beside its rate, from every place.
cat >limits.csv <<'END'
name,value
per_instance,51/s
current,13
connections,60
duration,2s
memory,2GiB
memory_per_request,40MiB
imbalance,30%
END
run "$headroom" size --demand 400/s --assume limits.csv --format csv -q
need=$(printf '%s\n' "$out" | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "instances") c = i; next } { print $c }')
is "$need" 32 "51.2 requests at once in 2 GiB are 25.6/s, less 30% for the fullest"
awk -F, -v OFS=, 'NR == 1 { print } $2 == "web" { $3 = 400; print }' fleet.csv >steady.csv
run "$headroom" recommend steady.csv --assume limits.csv --horizon 1w --format csv -q
is "$(column 6)" "$need " "rows of a file"
run "$headroom" recommend steady.csv --per-instance 51/s --current 13 --connections 60 --duration 2s --memory 2GiB \
    --memory-per-request 40MiB --imbalance 30% --horizon 1w --format csv -q
is "$(column 6)" "$need " "options"
printf '%s\n' resource,series,per_instance,connections,duration,memory,memory_per_request,imbalance \
    web,web,51/s,60,2s,2GiB,40MiB,30% >lists/limits.csv
run "$headroom" recommend steady.csv --resources lists/limits.csv --current 13 --horizon 1w --format csv -q
is "$(column 6)" "$need " "and columns of a list"
# A need above max is an answer of no, also where the fleet of today is at it.
run "$headroom" recommend steady.csv --assume limits.csv --max 31 --horizon 1w --format csv -q
is "$status:$(column 6)" "1:31 " "max keeps it short"
run "$headroom" recommend steady.csv --assume limits.csv --max 13 --horizon 1w --format csv -q
is "$status:$(column 13 | cut -c1-4)" "1:2026" "and there is a time from which it is short"

refuse_list 'lists/wrong.csv:2: headroom: "3623238862625774%" is out of range; it must be from 0% to 10,000%' \
    --resources lists/wrong.csv
sed 's/own.csv/none.csv/' lists/resources.csv >lists/wrong.csv
refuse_list "lists/none.csv" --resources lists/wrong.csv

# --review: what came of the record, for other programs as well.
run "$headroom" recommend fleet.csv --assume terms.csv --horizon 1w --review before.csv --format csv -q
is "$status:$err" "0:" "a review"
is "$(printf '%s\n' "$out" | head -n 1)" \
    "time,until,resource,demand,came,came_at,over,error,target,needed,enough" "its columns"
is "$(printf '%s\n' "$out" | sed 1d | cut -d, -f3,5,7,9-11 | tr '\n' ' ')" \
    "orders-db,400,yes,13,13,yes web,400,yes,13,13,yes " "13 were enough for the 400 that came"
run "$headroom" recommend surge.csv --assume terms.csv --horizon 1w --review before.csv --format json -q
has "$out" '"enough": "no"' "a surge, as JSON"
run "$headroom" recommend fleet.csv --assume terms.csv --horizon 1w --review before.csv -q
has "$out" "The target was enough for 2 of 2." "and as text"
refuse_list "looks back, and --emit ahead" --assume terms.csv --review before.csv --emit aws
refuse_list "nothing.csv" --assume terms.csv --review nothing.csv

# Several columns are several resources.
awk -F, 'BEGIN {print "time,redis_ops_per_s,disk_reads_per_s"}
    $2 == "web" {print $1 "," $3 "," 2 * $3}' fleet.csv >wide.csv
run "$headroom" recommend wide.csv --per-instance 50/s --horizon 1w --format csv -q
is "$status:$err" "0:" "columns"
is "$(column 3)$(column 4)" "redis_ops_per_s disk_reads_per_s cache storage " "by their names"

refuse() {
    said=$1
    shift
    run "$headroom" recommend fleet.csv --horizon 1w -q "$@"
    is "$status:$out" "2:" "refused: $*"
    has "$err" "$said" "says why"
}
refuse "orders-db: --per-instance is missing"
refuse "--group names one group, and there are 2 resources" --per-instance 50/s --group shop --emit aws
refuse "there is nothing to deploy: no resource is a fleet of instances or pods (kind compute)" --per-instance 50/s --kind database --emit hpa
refuse "exclude each other" --per-instance 50/s --emit aws --format csv
refuse "--batch 0: it must be from 1 to 1,000,000,000" --per-instance 50/s --batch 0
refuse "fleet.csv:1: this is no record of decisions" --per-instance 50/s --append fleet.csv
refuse "--target 0%: it must be from 1% to 100%" --per-instance 50/s --target 0%
refuse "--target 150%: it must be from 1% to 100%" --per-instance 50/s --target 150%
refuse "--per-instance 0/s: it must be from 0.000000001 to 10^18; it is the demand that one instance takes" --per-instance 0/s
refuse "--kind" --per-instance 50/s --kind car
sed '2s/,10,13,/,10,many,/' before.csv >torn.csv
refuse "mend it, nothing was added" --per-instance 50/s --append torn.csv
printf 'time,requests_per_s\n2026-03-02T00:00:00Z,5\n2026-03-03T00:00:00Z,6\n' >short.csv
run "$headroom" recommend short.csv --per-instance 5/s
is "$status" 2 "two values"
has "$err" "2 values; a forecast needs at least 4" "are too few"
sed '/,web,/!s/,[0-9]*$/,0/' fleet.csv >idle.csv
run "$headroom" recommend idle.csv --only orders-db --per-instance 5/s --spare 0 --headroom 0% --horizon 1w --format csv -q
is "$status:$(column 6)$(column 12)" "0:0 none " "nothing is needed where there is no demand"
cp fleet.csv kept.csv
run "$headroom" recommend fleet.csv --assume terms.csv --horizon 1w --strict --append strict.csv
[ "$status" -eq 0 ] || [ ! -e strict.csv ]
ok $? "--strict holds the record back with the answer"

# A resource that fails is named and takes no other with it.
{ cat "$root/samples/fleet.csv"; echo 2026-01-05T00:00:00Z,new,501.7; } >with_new.csv
run "$headroom" recommend with_new.csv --by service --per-instance 50/s --current 20 --horizon 1w --format csv
is "$status,$out" 2, "a resource with one value is trouble"
has "$err" "headroom: new: 1 value; a forecast needs at least 4" "it is named, once"
has "$err" "1 of the series failed: nothing was written; --keep-going writes the others" "and what to do"
"$headroom" recommend "$root/samples/fleet.csv" --by service --per-instance 50/s --current 20 --horizon 1w --format csv -q >alone.csv
run "$headroom" recommend with_new.csv --by service --per-instance 50/s --current 20 --horizon 1w --format csv \
    --keep-going --append appended_of_new.csv
is "$status,$out" "2,$(cat alone.csv)" "--keep-going: the others are as without it"
is "$(cat appended_of_new.csv)" "$(cat alone.csv)" "and so is what is appended"
printf '%s\n' time,service,requests_per_s 2026-01-05T00:00:00Z,a,1 2026-01-05T01:00:00Z,a,1 \
    2026-01-05T00:00:00Z,b,2 2026-01-05T01:00:00Z,b,2 >none.csv
run "$headroom" recommend none.csv --by service --per-instance 50/s --keep-going
is "$status,$out" 2, "nothing is said where all fail"
has "$err" "none of the 2 resources can be advised on" "but why"
done_testing
