#!/bin/sh
# headroom size --tiers: a system end to end, and every refusal of its files.
. "$(dirname "$0")/tap.sh"

# column NAME: that column of the CSV in $out, a value a tier, without the header.
column()
{
    printf '%s\n' "$out" | awk -F, -v name="$1" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next }
        { print $at }' | tr '\n' ' ' | sed 's/ $//'
}

cat >shop.csv <<'TIERS'
tier,kind,per_instance,max_connections,reserved_connections,memory,memory_base,memory_per_connection,cache_hit,retry,retries,headroom,spare,min,max,current,price,boot,batch
web,compute,500/s,,,,,,,,,50%,1,,120,31,0.0832/h,2m,
cache,cache,60k/s,,,12GiB,2GiB,,90%,,,25%,1,2,10,3,0.05/h,3m,
pool,pooler,,1000,,,,,,,,0%,1,,4,2,0.03/h,1m,
primary,database,6000/s,500,3,64GiB,48GiB,10MiB,,1%,2,40%,0,,1,1,0.41/h,5m,1
replica,database,6000/s,500,3,64GiB,48GiB,10MiB,,1%,2,40%,1,,15,3,0.41/h,5m,2
TIERS
shop="--tiers shop.csv --links $root/samples/shop-links.csv"

# --- a shop: by hand ----------------------------------------------------------------------------
# web 18000 x 1.5 / 500 = 54 and a spare; cache 72000 x 1.25 / 60000 = 1.5; primary 3600 x 1.0101 x 1.4 /
# 6000; replica reads 7200 x 1.0101 over 6000 / 1.4 less 3636.36 x 1.0101 writes each.
run "$headroom" size $shop --demand 18k/s --format csv
is "$status" 0 "the sample at 18,000/s: today's units are too few, max are enough"
is "$(column tier)" "web cache pool primary replica" "callers first"
is "$(column instances)" "55 3 2 1 13" "instances"
is "$(column bound_by)" "throughput throughput connections throughput throughput" "what decides"
is "$(column rate)" "18000 72000 3600 3636.36 7272.72" "retries of 1% are in the rates"
is "$(column connections)" "0 0 690 50 60" "55 x 1.25 web servers open 10 connections each"
is "$(column breaks_now)" "15500 45000  29700.0297 17712.67899" "31 web servers are full at 15,500/s"
is "$(column delta)" "24 0 0 0 10" "what is to be added"
is "$(column ready_in)" "1620 1500 1500 1500 1500" "replicas first, by two, then web servers"
run "$headroom" size $shop --demand 18k/s
has "$out" "No: web breaks first today, at 15,500/s, then replica at 17,712/s; with all at
their max, replica at 18,399/s." "text: what breaks first, the next, and the end"
has "$out" "grow replica (25 min), then web (2 min): start 27 min before it" "text: the order"
has "$out" "with cache empty, replica meets 72,727/s, 10 times its load" "text: a cache flush"
has "$out" "retries bring primary to 10,800/s, 2.97 times" "text: a retry storm"
run "$headroom" size $shop --demand 10k/s
is "$status" 0 "10,000/s: enough"
has "$out" "Yes: web breaks first today, at 15,500/s" "text: yes"
run "$headroom" size $shop --demand 15k/s
has "$out" "Yes, but without the headroom and spare asked for: web breaks first" "text: no room left"
run "$headroom" size $shop --demand 20k/s
is "$status" 1 "20,000/s: max forbids it"
has "$out" "No: 20,000/s cannot be served. replica breaks at 18,399/s with all at their max" "text: no"
has "$out" "- replica: 41 instances of at most 15: raise max, or take a type with more" "text: what lifts it"
run "$headroom" size $shop --demand 18k/s --budget 5000/mo
is "$status" 1 "a budget"
has "$out" "Over the budget: 7,683.98 a month, 2,683.98 more than 5,000.00." "text: by how much"
run "$headroom" size $shop --demand 18k/s --format json
is "$(echo "$out" | jq -r '.verdict, .bottleneck, .breaks_now, .next_bottleneck, .bottleneck_max, .ready_in, .grow_order,
    .rows[4].tier, .rows[4].instances' | tr '\n' ' ')" \
    "grow web 15500 replica replica 1620 replica cache primary pool web replica 13 " "JSON"
is "$(echo "$out" | jq -r '[.assumptions[] | select(.service == "pool" and .name == "max_connections")] | .[0].value')" \
    1000 "JSON lists what the files say"
run "$headroom" size $shop --demand 18k/s -o answer.xlsx
is "$status:$out:$(head -c 2 answer.xlsx)" "0::PK" "a workbook"

# --- what holds state: figures of the reference tables ------------------------------------------------
# figure TIER MODEL NAME: of the JSON in $out.
figure() { echo "$out" | jq -r --arg t "$1" --arg m "$2" --arg f "$3" \
    '.states[] | select(.tier == $t and .model == $m and .figure == $f) | .value'; }
# 10,000 keys, Zipf 0.8, 5,151 items of 2,048 B x 1.3 at 5,000/s.
printf '%s\n' "tier,kind,per_instance,keys,zipf,item_size,memory,hit_target,spare,current" \
    "c,cache,20k/s,10000,0.8,2662.4B,13714023B,,0,1" >t.csv
run "$headroom" size --tiers t.csv --demand 5k/s --format json
is "$(figure c cache holds) $(figure c cache hit) $(figure c cache warm_s)" "5151 0.8000079469 2.879965966" \
    "a cache: what it holds, its hits, when it is warm"
is "$(figure c cache origin_rate) $(figure c cache origin_node_lost)" "999.9602654 5000" "what goes on"
printf '%s\n' "tier,kind,per_instance,keys,zipf,item_size,memory,hit_target,spare,current" \
    "c,cache,20k/s,10000,0.8,2662.4B,3MiB,80%,0,1" >t.csv
run "$headroom" size --tiers t.csv --demand 5k/s --format json
is "$(figure c cache holds_for_target) $(figure c cache nodes_for_target)" "5151 5" "as many nodes as hold 5,151 keys"
is "$(echo "$out" | jq -r '.rows[0].instances, .rows[0].bound_by' | tr '\n' ' ')" "5 min " "which are needed"
is "$(figure c cache moved_consistent) $(figure c cache moved_modulo)" "0.8 0.8" "from 1 node to 5"
printf '%s\n' "tier,kind,per_instance,keys,zipf,item_size,memory,ttl,spare" "c,cache,2k/s,1000,0.8,1KiB,1GiB,60s,0" >t.csv
run "$headroom" size --tiers t.csv --demand 200/s --format json
is "$(figure c cache hit)" 0.9289681538 "a time to live of 60 s at 200/s"
printf 'key,count\na,3\nb,1\n' >k.csv
printf '%s\n' "tier,per_instance,popularity,item_size,memory,spare" "c,2k/s,k.csv,1KiB,1GiB,0" >t.csv
run "$headroom" size --tiers t.csv --demand 1/s --format json
is "$(figure c cache keys) $(figure c cache hit)" "2 1" "keys from a file"
printf '%s\n' "tier,kind,per_instance,current,cache_hit,spare,headroom" "c,cache,2500/s,3,90%,0,0" >t.csv
run "$headroom" size --tiers t.csv --demand 10k/s --format json
is "$(figure c cache origin_after_consistent) $(figure c cache origin_after_modulo)" "3250 7750" "from 3 nodes to 4"
# Little and Erlang: 4,354/s of 10 ms; 100 x 10 connections of 10 MiB.
printf '%s\n' "tier,kind,per_instance,duration,max_connections,memory,memory_per_connection,spare,headroom" \
    "app,compute,43.54/s,,,,,0,0" "db,database,10k/s,10ms,1003,64GiB,10MiB,0,0" >t.csv
printf '%s\n' "from,to,pool" "app,db,10" >l.csv
run "$headroom" size --tiers t.csv --links l.csv --demand 4354/s
has "$out" "callers open 1,000 connections, 9.766 GiB of memory; 43.54 are busy" "100 x 10 connections"
has "$out" "on average, and a pool of 50 in all is enough (0.998% wait longer)" "a pool of 50"
printf '%s\n' "tier,kind,engine,memory,memory_per_connection" "db,database,postgres,8GiB,10MiB" >t.csv
run "$headroom" size --tiers t.csv --demand 1/s --format json
is "$status" 0 "PostgreSQL's own max_connections"
printf '%s\n' "tier,kind,per_instance,storage,data,send_rate,receive_rate,current,spare,headroom" \
    "s,database,1000/s,20TiB,500GiB,100MiB/s,200MiB/s,4,0,0" >t.csv
run "$headroom" size --tiers t.csv --demand 8k/s --format json
is "$(figure s rebalance moved) $(figure s rebalance sent_by_each)" "268435456000 67108864000" "shards: 4 to 8, half moves"
printf '%s\n' "tier,per_instance,apply_rate,burst_rate,burst_time,spare" "w,9k/s,,,,0" "r,9k/s,2000/s,3000/s,60s,0" >t.csv
printf '%s\n' "from,to,each" "w,r,1" >l.csv
run "$headroom" size --tiers t.csv --links l.csv --demand 1000/s --format json
is "$(figure r lag mean_s) $(figure r lag p99_s) $(figure r lag backlog) $(figure r lag peak_s) $(figure r lag drain_s)" \
    "0.001 0.004605170186 60000 30 60" "a replica behind"
printf '%s\n' "tier,storage,data,data_growth,lead_time,current,iops,io_per_request,growth_month,headroom,spare,downtime,resizes,request_value" \
    "d,1000GiB,400GiB,1%,14d,1,16000,2.5,5%,30%,0,300s,4,0.00001" >t.csv
run "$headroom" size --tiers t.csv --demand 1000/s --format json
is "$(figure d storage full_in_days) $(figure d storage order_in_days)" "69.66071689 55" "a disk that fills up"
is "$(figure d storage iops) $(figure d storage iops_for_months)" "2500 32.66916095" "and its iops"
is "$(figure d resize lost_each) $(figure d resize lost_a_year) $(figure d resize availability)" \
    "300000 1200000 0.9999619482" "a machine away while it is resized"
is "$(figure d resize value_each) $(figure d resize value_a_year)" "3 12" "and what that is worth"
printf '%s\n' "tier,per_instance,hash_points,current,spare,headroom" "s,1000/s,100,8,0,0" >t.csv
run "$headroom" size --tiers t.csv --demand 10k/s --format csv
is "$(column need)" 12.03933398 "shards on a hash ring: 10 x (1 + sqrt(2 ln 8 / 100))"
printf '%s\n' "tier,storage,write_bytes,retention,copies,compression" "d,1GiB,1KiB,7d,3,2.5" >t.csv
run "$headroom" size --tiers t.csv --demand 5/s --format json
is "$(figure d storage stored)" 3715891200 "5 x 1 KiB x 7 d x 3 / 2.5"
run "$headroom" size --tiers "$root/samples/shop-tiers.csv" --links "$root/samples/shop-links.csv" --demand 18k/s
has "$out" "What holds state" "the sample has all of it"

# --- the terms ----------------------------------------------------------------------------------------
tiers() { printf '%s\n' "$@" >t.csv; }
links() { printf '%s\n' "$@" >l.csv; }
tiers "tier,per_instance,headroom,spare" "a,100/s,0,0"
run "$headroom" size --tiers t.csv --demand 950/s --format csv
is "$status $(column instances)" "0 10" "a tier without links is a root"
has "$err" "and 3 rows of single services" "CSV: what was assumed is said"
tiers "tier,per_instance,target,spare,zones" "a,100/s,50%,zone,3"
run "$headroom" size --tiers t.csv --demand 950/s --format csv
is "$(column instances)" 30 "a zone as spare: ceil(19 / 2) x 3"
tiers "tier,throttle,headroom" "api,1000/s,0"
run "$headroom" size --tiers t.csv --demand 1200/s
is "$status" 1 "a throttle"
has "$out" "No: 1,200/s cannot be served. api breaks at 1,000/s." "says where it is"
has "$out" "api: it takes 120% of its throttle: ask the provider for more, or call it less" "and what to do"
tiers "tier,quota,duration,headroom" "f,1000,200ms,0"
run "$headroom" size --tiers t.csv --demand 4k/s --format csv
is "$status $(column bound_by) $(column breaks_max)" "0 managed 5000" "a quota of 1,000 at once of 200 ms is 5,000/s"
tiers "tier,per_instance,bandwidth_mbit,bytes_per_request,headroom,spare" "stream,1000/s,8.388608,4KiB,0,0"
run "$headroom" size --tiers t.csv --demand 2000/s --format csv
is "$(column instances) $(column bound_by)" "8 bandwidth" "shards of 1,000 records and 1 MiB a second: by bytes"
tiers "tier,per_instance,headroom,spare" "cdn,,," "web,100/s,0,0"
links "from,to,calls" "cdn,web,0.1"
run "$headroom" size --tiers t.csv --links l.csv --demand 9k/s --format csv
is "$(column instances)" " 9" "what has no limit is not counted"
has "$err" "cdn has no limit, such as per_instance: it is taken to serve whatever comes" "which is said"
tiers "tier,per_instance,current,headroom,spare" "web,100/s,3,0,0"
run "$headroom" size --tiers t.csv --demand 950/s --format csv
has "$err" "t.csv:2: web has no boot: it is taken to grow at once" "no boot"
tiers "tier,kind,per_instance,max_connections,headroom,spare" "web,compute,100/s,,0,0" "db,database,9k/s,103,0,0"
links "from,to,pool" "web,db,10"
run "$headroom" size --tiers t.csv --links l.csv --demand 1000/s --format csv
is "$(column connections) $(column need)" "0 100 10 1" "a database keeps 3 connections for administrators"
tiers "tier,per_instance,headroom,spare" "writer,1000/s,0.25,0" "copy,1000/s,0.25,0"
links "from,to,each" "writer,copy,1"
run "$headroom" size --tiers t.csv --links l.csv --demand 900/s
is "$status" 1 "what goes to each unit fills it"
has "$out" "copy: every unit gets 900/s, which fills it: no number of units is enough;" "replay"
has "$out" "No: 900/s cannot be served. copy breaks at 800/s." "and until where it does not"
tiers "tier,per_instance,headroom,spare" "web,100/s,0,0" "db,100/s,0,0"
links "from,to,on" "web,db,miss"
run "$headroom" size --tiers t.csv --links l.csv --demand 100/s --format csv
has "$err" "l.csv:2: web has no cache_hit in t.csv: all of its requests are taken for misses" "miss without a cache"

# --- refusals ---------------------------------------------------------------------------------------
# refuses MESSAGE [OPTION ...]
refuses()
{
    message=$1
    shift
    run "$headroom" size --tiers t.csv "$@" --demand 100/s
    is "$status:$out" "2:" "refused: $message"
    has "$err" "$message" "says so"
}
head="tier,per_instance,memory,memory_base,max_connections,reserved_connections,price,cache_hit,retry,batch,min,max"
web="web,100/s,,,,,,,,,,"
tiers "$head" "$web" "db,100/s,,,,,,,,,,"
links "from,to" "web,db" "db,web"
refuses "l.csv: the calls go in a circle: web -> db -> web; take out the link that only answers" --links l.csv
links "from,to" "web,web"
refuses "l.csv: the calls go in a circle: web -> web;" --links l.csv
links "from,to" "web,dbs"
refuses 'l.csv:2: to: there is no tier "dbs" in t.csv; did you mean "db"?' --links l.csv
links "from,to" "web,"
refuses "l.csv:2: to: the name of a tier is missing" --links l.csv
links "from,to" "web,db" "web,db"
refuses "l.csv:3: to: a link from web to db is already in line 2; make one of them" --links l.csv
links "from,to,calls" "web,db,-1"
refuses 'l.csv:2: calls: "-1" is no number from 0 to 1000000000' --links l.csv
links "from,to,calls" "web,db,some"
refuses 'l.csv:2: calls: "some" is no number from 0' --links l.csv
links "from,to,on" "web,db,hit"
refuses "l.csv:2: on: it is all, or miss for what the cache did not answer" --links l.csv
links "from,to,each" "web,db,2"
refuses "l.csv:2: each: it is 1 where all requests go to every unit" --links l.csv
links "from,to,call" "web,db,2"
refuses 'l.csv:1: there is no column "call" in a links file; did you mean calls' --links l.csv
links "from,calls" "web,2"
refuses 'l.csv:1: no column "to"' --links l.csv
tiers "$head" "web,100/s,8GiB,9GiB,,,,,,,,"
refuses "t.csv:2: memory_base: it takes all of memory: write less than a unit has"
tiers "$head" "web,100/s,,,100,100,,,,,,"
refuses "t.csv:2: max_connections: reserved_connections (100) leave none of 100"
tiers "$head" "web,100/s,,,,,20000/h,,,,,"
refuses "t.csv:2: price: 20000 an hour is more than 10,000 for a unit"
tiers "$head" "web,100/s,,,,,-1/h,,,,,"
refuses 't.csv:2: price: "-1/h" is negative'
tiers "$head" "web,100/s,,,,,,1.2,,,,"
refuses 't.csv:2: cache_hit: "1.2" is more than the whole'
tiers "$head" "web,100/s,,,,,,,2,,,"
refuses 't.csv:2: retry: "2" is more than the whole'
tiers "$head" "web,100/s,,,,,,,-10%,,,"
refuses "t.csv:2: retry: it is the share of attempts that fail: from 0% to 100%"
tiers "$head" "web,100/s,,,,,,,,0,,"
refuses 't.csv:2: batch: "0" is out of range'
tiers "$head" "web,100/s,,,,,,,,,5,4"
refuses "t.csv:2: min: 5 is more than max, 4: change one of them"
tiers "tier,connections" "web,100"
refuses "t.csv:2: connections: it needs the column duration: how long a request occupies one"
tiers "tier,quota" "web,100"
refuses "t.csv:2: quota: it needs the column duration"
tiers "tier,memory_per_request,memory" "web,1MiB,1GiB"
refuses "t.csv:2: memory_per_request: it needs the column duration"
tiers "tier,memory_per_connection,per_instance" "web,1MiB,100/s"
refuses "t.csv:2: memory_per_connection: it needs the column memory"
tiers "tier,storage" "web,1TiB"
refuses "t.csv:2: storage: it needs the column data: what is stored in all units"
tiers "tier,data" "web,1TiB"
refuses "t.csv:2: data: it needs the column storage"
tiers "tier,iops" "web,3000"
refuses "t.csv:2: iops: it needs the column io_per_request"
tiers "tier,bandwidth_mbit" "web,3000"
refuses "t.csv:2: bandwidth_mbit: it needs the column bytes_per_request"
tiers "tier,per_instance,keys" "web,100/s,1000"
refuses "t.csv:2: keys: it needs the column item_size: what an item takes, such as 2KiB"
tiers "tier,per_instance,keys,item_size" "web,100/s,1000,2KiB"
refuses "t.csv:2: keys: it needs the column memory"
tiers "tier,per_instance,hit_target" "web,100/s,90%"
refuses "t.csv:2: hit_target: it needs the column keys: how many there are, with zipf, or popularity"
tiers "tier,per_instance,burst_rate,apply_rate" "web,100/s,90/s,10/s"
refuses "t.csv:2: burst_rate: it needs the column burst_time"
tiers "tier,per_instance,burst_rate,burst_time" "web,100/s,90/s,10s"
refuses "t.csv:2: burst_rate: it needs the column apply_rate"
tiers "tier,per_instance,send_rate" "web,100/s,90MiB/s"
refuses "t.csv:2: send_rate: it needs the column data"
tiers "tier,storage,write_bytes" "web,1GiB,1KiB"
refuses "t.csv:2: write_bytes: it needs the column retention"
tiers "tier,engine" "web,mysql"
refuses "t.csv:2: engine: it needs the column memory"
tiers "tier,engine,memory" "web,oracle,1GiB"
refuses 't.csv:2: engine: "oracle" is none of its values; it may be mysql, postgres'
printf 'key,count\na,some\n' >k.csv
tiers "tier,per_instance,popularity,item_size,memory" "web,100/s,k.csv,1KiB,1GiB"
refuses "k.csv:2: count: it is no number of requests, 0 or more"
printf 'key,count\na,0\n' >k.csv
refuses "k.csv: count: no key is asked for"
tiers "tier,per_instance" "web,4cores"
refuses "t.csv:2: per_instance: it is a number of cores: of a tier it is a rate, such as 500/s"
tiers "tier,per_instance,headroom,target" "web,100/s,50%,60%"
refuses "t.csv:2: target: headroom is given, too, and says the same thing"
tiers "tier,per_instance,headroom" "web,100/s,auto"
refuses "t.csv:2: headroom: of a tier it is a share, such as 50%"
tiers "tier,per_instance,spare" "web,100/s,zone"
refuses "t.csv:2: spare: a whole zone as spare needs zones, 2 or more"
tiers "tier,per_instance,share" "web,100/s,0"
refuses "t.csv: share: no tier gets any of the demand"
tiers "tier,per_instance" "web,0.00000001/s"
refuses "web needs 1.5e+10 units, more than 10 million"
tiers "tier,per_instanc" "web,100/s"
refuses 't.csv:1: there is no column "per_instanc" in a tiers file; did you mean "per_instance"?'
tiers "tier,per_instance" "web,100/s" "web,200/s"
refuses 't.csv:3: tier: "web" is already in line 2; keep one of them'
tiers "tier,per_instance"
refuses "t.csv: it has no row: a tier each"
tiers "name,per_instance" "web,100/s"
refuses 't.csv:1: no column "tier"'
tiers "tier,per_instance" "web,100/s"
refuses "--solve is asked of one fleet, and --tiers describes several" --solve demand
refuses "--demand: demand is the quantity 100/s, but there is a file too: name the column" x.csv
printf 'time,load_cores\n2026-01-01,5\n' >cores.csv
run "$headroom" size --tiers t.csv cores.csv --demand load_cores
has "$err" "cores.csv:2: load_cores: it is in cores: tiers are asked for requests a second" "rows in cores"
awk 'BEGIN { print "scenario,load"; for (i = 0; i < 101; i++) print "s" i ",5" }' >many.csv
run "$headroom" size --tiers t.csv many.csv --demand load
has "$err" "--tiers answers for at most 100 scenarios, and the table has more: --by" "more than people read"
run "$headroom" size --tiers t.csv --demand 10cores
has "$err" "--demand 10cores is a number of cores: tiers are asked for requests a second" "another unit"
run "$headroom" size --links l.csv --demand 10/s --per-instance 1/s
has "$err" "--links says who calls whom in --tiers: give that, too" "links alone"

# --- in a plan, and rules ----------------------------------------------------------------------------
plan="plan $root/samples/web-requests.csv --assume $root/samples/web-assumptions.csv --horizon 4w -q"
sample="--tiers $root/samples/shop-tiers.csv --links $root/samples/shop-links.csv"
run "$headroom" $plan $sample
is "$status" 0 "a plan with its tiers"
has "$out" "For 12,909/s, the demand of the busiest week." "the busiest week"
has "$out" "web breaks first today, at" "what breaks"
run "$headroom" $plan $sample --format json
busiest=$(echo "$out" | jq '[.weeks[].demand] | max')
is "$(echo "$out" | jq -r '.tiers | length, .[0].tier, .[0].demand')" "5
web
$busiest" "JSON: an array of the tiers, for the busiest week"
run "$headroom" size $sample --demand "$busiest/s" --format json -q
is "$(echo "$out" | jq -c '[.rows[] | [.tier, .instances, .breaks_max]]')" \
    "$("$headroom" $plan $sample --format json | jq -c '[.tiers[] | [.tier, .instances, .breaks_max]]')" \
    "the same as headroom size for that demand"
run "$headroom" $plan --format json
is "$(echo "$out" | jq '.tiers')" null "without --tiers: null"
run "$headroom" $plan $sample -o plan.xlsx
is "$status" 0 "a workbook"
has "$(unzip -p plan.xlsx xl/workbook.xml | grep -o 'sheet name="[A-Za-z_]*"')" 'sheet name="Tiers"' \
    "with a sheet Tiers"
run "$headroom" $plan $sample --require 'breaks_max>=2x'
is "$status" 1 "a rule about the tiers"
has "$out" "Required: breaks_max>=2x (replica): breaks_max is 1.465x, and is to be at least" "by its multiple of the demand"
run "$headroom" $plan $sample --per-instance 400/s --format json
is "$(echo "$out" | jq '.tiers[0].breaks_now')" 15500 "what one of the fleet takes is no tier's"
run "$headroom" $plan --links l.csv
has "$err" "--links says who calls whom in --tiers: give that, too" "links alone"
run "$headroom" plan "$root/samples/fleet.csv" --assume "$root/samples/fleet-assumptions.csv" --by service $sample -q
has "$err" "--tiers is what stands behind one demand and there are 6" "several services"
has "$err" "--only " "one of them"
run "$headroom" plan "$root/samples/web-metrics.csv" --value cpu_percent --per-instance 10 --horizon 1w $sample -q
has "$err" "--tiers plans for requests a second, and" "what is no rate"
for rule in 'breaks_max>=2x:1' 'breaks_max>=1.05x:0' 'breaks_max>=18k/s:0' 'breaks_now>=20k/s:1' 'breaks_max>=18k:0'; do
    "$headroom" size $sample --demand 18k/s --format csv -q >tiers.csv
    run "$headroom" check tiers.csv --require "${rule%:*}"
    is "$status" "${rule##*:}" "check: ${rule%:*}"
done
run "$headroom" check tiers.csv --require 'breaks_max>=some'
has "$err" 'it is a rate: write it such as 30k/s, or 2x for twice the demand' "no rate"
printf 'tier,breaks_max\na,5\n' >none.csv
run "$headroom" check none.csv --require 'breaks_max>=2x'
has "$err" "2x is a multiple of the column demand, and there is none: write a rate, such as 30k/s" "no demand"

# --- resources that grow one after the other ------------------------------------------------------------
recommend="recommend $root/samples/fleet.csv --by service --resources $root/samples/resources.csv --horizon 2w -q"
ready() { echo "$out" | jq -r --arg r "$1" '.rows[] | select(.resource == $r) | .ready_in'; }
run "$headroom" $recommend --format json
is "$(ready orders-db) $(ready search) $(echo "$out" | jq .grow_order)" "900 180 null" "without links: each by itself"
links "from,to" "search,orders-db" "checkout,orders-db"
run "$headroom" $recommend --links l.csv --format json
is "$(ready orders-db) $(ready search) $(ready checkout)" "900 1080 0" "search waits for the database that it calls"
is "$(echo "$out" | jq -r .grow_order)" "orders-db (15m), search (18m)" "in which order"
run "$headroom" $recommend --links l.csv
has "$out" "orders-db (15m), search (18m): after that time each is ready, having started" "text"
links "from,to" "search,orders"
run "$headroom" $recommend --links l.csv
has "$err" 'l.csv:2: to: there is no tier "orders" in' "a link to none of them"
links "from,to" "search,orders-db" "orders-db,search"
run "$headroom" $recommend --links l.csv
has "$err" "l.csv: the calls go in a circle:" "a circle"

# --- tables of demand ----------------------------------------------------------------------------------
printf '%s\n' time,scenario,p95_per_s 2026-01-01,1x,9000 2026-01-02,1x,10000 2026-01-01,2x,18000 >rows.csv
run "$headroom" size $sample rows.csv --demand p95_per_s --format csv -q
is "$status" 0 "scenarios"
is "$(column scenario)" "1x 1x 1x 1x 1x 2x 2x 2x 2x 2x" "each with its tiers"
is "$(printf '%s\n' "$out" | sed -n '7,$p' | cut -d, -f2-)" \
    "$("$headroom" size $sample --demand 18k/s --format csv -q | sed 1d)" "as for its highest demand alone"
is "$(printf '%s\n' "$out" | sed -n '2,6p' | cut -d, -f2-)" \
    "$("$headroom" size $sample --demand 10k/s --format csv -q | sed 1d)" "of several rows the highest"
run "$headroom" size $sample rows.csv --demand p95_per_s --format json -q
is "$(echo "$out" | jq -r '.verdict, .asked')" "grow
18000" "JSON: the highest of all"
printf '%s\n' time,p95_per_s 2026-01-01,9000 2026-01-02,20000 >rows.csv
run "$headroom" size $sample rows.csv --demand p95_per_s -q
is "$status" 1 "a table without scenarios: its highest demand"
has "$out" "No: 20,000/s cannot be served" "which max forbids"
run "$headroom" size $sample rows.csv --demand p95_per_s --format csv -q
is "$(printf '%s\n' "$out" | head -n 1 | cut -d, -f1)" tier "and no column scenario"

# --- large systems ----------------------------------------------------------------------------------
awk 'BEGIN { print "tier,per_instance,current,max"; for (i = 0; i < 20000; i++) print "t" i ",100/s,5,900" }' >t.csv
awk 'BEGIN { print "from,to,calls"; for (i = 1; i < 20000; i++) print "t" int((i - 1) / 2) ",t" i ",0.5" }' >l.csv
run "$headroom" size --tiers t.csv --links l.csv --demand 1k/s --format csv -q
is "$status:$(printf '%s\n' "$out" | wc -l | tr -d ' ')" "0:20001" "20,000 tiers"

done_testing
