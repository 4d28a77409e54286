#!/bin/sh
# headroom size --catalogue: which instance type, by hand; the catalogue of the program; every refusal.
. "$(dirname "$0")/tap.sh"

# 90/s a vCPU: s takes 180/s, m 396/s, huge 7,344/s.
cat >types.csv <<'END'
name,vcpu,memory,price,speed,max,arch,date,source
s,2,4GiB,0.0425/h,1,400,x86_64,2026-01-19,list
m,4,16GiB,0.1632/h,1.1,200,x86_64,2026-01-19,list
arm,4,16GiB,0.1453/h,0.92,200,arm64,2026-01-19,list
huge,96,384GiB,4.838/h,0.85,4,x86_64,2026-01-19,list
END
ask="--catalogue types.csv --per-instance 180/s --type s"
row()
{
    printf '%s\n' "$out" | grep "^$1," | cut -d, -f "$2"
}

# shellcheck disable=SC2086 # options and their values
{
    # 1,500 x 1.5 = 2,250: 12.5 of s, and a spare.
    run "$headroom" size $ask --demand 1500/s --format csv -q
    is "$status" 0 "size answers"
    is "$(printf '%s\n' "$out" | head -n 1)" \
        "name,instances,per_instance,cost_hour,cost_month,verdict,reason,bound_by,vcpu,memory_gib,date,source" "columns"
    is "$(row s '2-6')" "14,180,0.5950,434.35,chosen" "fourteen of s"
    is "$(printf '%s\n' "$out" | grep -c ',dearer,')" 3 "all others are there"
    has "$out" 'huge,1,7344,4.8380,3531.74,one machine,"nothing is spare' "one machine takes it"
    run "$headroom" size $ask --demand 1500/s
    has "$out" "14 x s: 0.5950 an hour, 434.35 a month." "text says so first"
    has "$out" "the largest ends at 4,896/s" "where one machine ends: 7,344 / 1.5"
    has "$err" "the oldest price is of 2026-01-19 (s, from list)" "the age of the prices"
    run "$headroom" size $ask --demand 1500/s --as-of 2026-07-19
    has "$err" "more than 180 days old, look whether it still holds" "181 days are old"
    run "$headroom" size $ask --demand 1500/s --as-of 2026-07-18
    is "$(printf "%s" "$err" | grep -c "180 days old")" 0 "180 days are not"

    # (4 - 3.5) GiB / 30 MiB for a second each: 17.07/s of s, 426.7/s of m, whose 396/s decide. Two types:
    # 5 x 396 + 331.2 survive the loss of the sixth m: 2,311.2 of 2,250.
    memory="--memory-base 3.5GiB --memory-per-request 30MiB --duration 1s"
    run "$headroom" size $ask $memory --demand 1500/s --format csv -q
    is "$(row m '2-6')" "7,396,1.1424,833.95,chosen" "memory makes s small"
    is "$(row '6 x m + 1 x arm' '2,4,6')" "7,1.1245,two types" "two types are 1.6% cheaper"
    has "$out" "full before the processor" "the reason of s is its memory"
    run "$headroom" size $ask --memory-base 4GiB --demand 1500/s --format csv -q
    has "$out" "s,,0,,,cannot,its memory is no more than what is taken before a request comes" "no memory left"

    run "$headroom" size $ask --demand 100k/s --format csv -q
    has "$out" "huge,,7344,,,cannot,\"22 are needed, and there are at most 4\"" "a type may be short"
    run "$headroom" size $ask --demand 1M/s
    is "$status" 1 "no type does it: no"
    has "$out" "No type of the catalogue takes this demand alone" "and says so"
    run "$headroom" size $ask --demand 1500/s --budget 400/mo
    is "$status" 1 "over the budget: no"
    has "$out" "434.35 a month, 34.35 over the budget of 400.00" "by how much"
    run "$headroom" size $ask --demand 1500/s --current 10 --type m --per-instance 396/s
    has "$out" "10 x m: 1.6320 an hour, 1.0370 more" "what runs today"
    # 0.1453 / 0.1632
    has "$out" "arm is no dearer than m while it serves at least 89.1% of what" "a cheaper architecture"
    run "$headroom" size $ask --demand 1500/s --format json -q
    has "$out" '"type": "s"' "JSON names the type"
    has "$out" '"single_type": "huge"' "and the machine"

    # --- refusals -------------------------------------------------------------------------------------
    run "$headroom" size $ask
    is "$status" 2 "a demand is needed"
    has "$err" "--catalogue chooses for one demand: give --demand as a quantity" "as a quantity"
    run "$headroom" size $ask --demand 1500/s --price 1/h
    has "$err" "--price is of one type, and --catalogue has several: each type of the catalogue has its own price" "price"
    run "$headroom" size $ask --demand 1500/s --memory 4GiB --memory-per-request 1MiB --duration 1s
    has "$err" "--memory-base is what is taken of it" "memory"
    run "$headroom" size $ask --demand 1500/s --latency p99=1s --service-time 10ms --workers 4
    has "$err" "measure the rate within the latency target of one type" "latency"
    run "$headroom" size $ask --demand 1500/s --max 5
    has "$err" "the column max of the catalogue says how many" "max"
    run "$headroom" size --catalogue types.csv --demand 1500/s --per-instance 180/s --type big
    has "$err" "--type big is not in the catalogue types.csv" "no such type"
    run "$headroom" size --catalogue default --demand 1500/s --per-instance 180/s --type m5.lrge
    has "$err" "did you mean m5.large?" "one that is misspelt"
    run "$headroom" size --catalogue types.csv --demand 1500/s --per-instance 180/s
    has "$err" "--per-instance needs --type with --catalogue: on which type it was measured, such as --type s" "rate without type"
    run "$headroom" size --catalogue types.csv --demand 1500/s
    has "$err" "types.csv:2: per_instance: nothing says what s takes: give --per-instance with --type NAME" "no rate"
    run "$headroom" size $ask --demand 1500/s --memory-per-request 30MiB
    has "$err" "--memory-per-request needs --duration" "memory needs time"
    run "$headroom" size --catalogue default:ibm --demand 1500/s
    has "$err" "has the providers aws, gcp and azure" "no such provider"
    run "$headroom" size $ask --demand 1e12/s
    has "$err" "more than 10^7 of s" "units that do not fit"
}
refuses()
{
    printf '%s\n' "name,vcpu,memory,price,per_instance,date,source" "$1" >bad.csv
    run "$headroom" size --catalogue bad.csv --demand 10/s --per-instance 1/s --type a
    is "$status" 2 "refused: $3"
    has "$err" "bad.csv:2: $2" "$3"
}
refuses ",2,4GiB,1/h,,," "name: the row has no name" "a type without a name"
refuses "a,2,4GiB,,,," "price: the type has no price; write what an hour costs, such as 0.0832/h" "without a price"
refuses "a,2,4GiB,0,,," 'price: "0" is out of bounds: it must be' "for nothing"
refuses "a,2,4GiB,10001,,," 'price: "10001" is out of bounds' "dearer than any"
refuses "a,2,4GiB,-1,,," 'price: "-1" is out of bounds' "below nothing"
refuses "a,2,4GiB,nan,,," 'price: ' "no number"
refuses "a,-2,4GiB,1/h,,," 'vcpu: "-2" is out of bounds' "fewer than no vCPU"
refuses "a,2,4,1/h,,," 'memory: "4" is out of bounds: it must be from 1,048,576 to 10^15; write it with a unit, such as 16GiB' "bytes meant as GiB"
refuses "a,,4GiB,1/h,,," "vcpu: neither vcpu nor per_instance says what an instance takes; write one" "of no size"
refuses "a,2,4GiB,1/h,,01/02/2026," 'date: "01/02/2026" is no date, or could be two' "a date that could be two"
printf '%s\n' "name,vcpu,price" "a,2,1/h" "a,4,2/h" >bad.csv
run "$headroom" size --catalogue bad.csv --demand 10/s --per-instance 1/s --type a
has "$err" "bad.csv:3: name: a is already in line 2; keep one of them" "the same twice"
printf '%s\n' "name,vcpu,price,price_hour" "a,2,1/h,1" >bad.csv
run "$headroom" size --catalogue bad.csv --demand 10/s --per-instance 1/s --type a
has "$err" "bad.csv:2: price_hour: price says it too; leave one of them out" "two prices"
printf '%s\n' "name,vcpu,price" >bad.csv
run "$headroom" size --catalogue bad.csv --demand 10/s --per-instance 1/s --type a
has "$err" "bad.csv: no type in it" "an empty list"
printf '%s\n' "name,vcpu,price,sped" "a,2,1/h,2" >bad.csv
run "$headroom" size --catalogue bad.csv --demand 10/s --per-instance 1/s --type a
has "$err" 'column "sped" is not read; did you mean "speed"?' "a column that is misspelt"
has "$err" "bad.csv:2: a says not where its price is from and of which day" "a price without a date"

# --- the catalogue of the program -------------------------------------------------------------------
run "$headroom" help catalogue --format csv
is "$(printf '%s\n' "$out" | wc -l | tr -d ' ')" 86 "85 types"
printf '%s\n' "$out" >own.csv
run "$headroom" size --catalogue own.csv --demand 10k/s --per-instance 500/s --type m7i.large --format csv -q
own=$out
run "$headroom" size --catalogue default --demand 10k/s --per-instance 500/s --type m7i.large --format csv -q
is "$out" "$own" "put out and read again, it answers alike"
has "$out" "burstable: it keeps its full speed only for a while" "burstable types are left out"
run "$headroom" size --catalogue default --demand 10k/s --per-instance 500/s --type m7i.large
has "$err" "measure both, and write the column speed into the catalogue" "vCPU differ"
run "$headroom" size --catalogue default:gcp --demand 10k/s --per-instance 500/s --type n2-standard-2 --format csv -q
is "$(printf "%s" "$out" | grep -c m7i)" 0 "of one provider"
sh "$root/data/embed.sh" >embedded.c
cmp -s embedded.c "$root/src/service/embedded_tables.c"
is "$?" 0 "the source holds what data/ says (sh data/embed.sh >src/service/embedded_tables.c)"

done_testing
