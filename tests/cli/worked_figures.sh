#!/bin/sh
# Figures that are often named, as the manual works them: a pool before a database, reads on replicas,
# commitments at 72 % and spot at 90 % off.
. "$(dirname "$0")/tap.sh"

# A hundred instances with pools of ten: 1,000 connections at 10 MiB; of them 4,354/s x 10 ms are busy.
printf '%s\n' "tier,kind,per_instance,duration,max_connections,memory,memory_per_connection,headroom,spare,current" \
    "app,compute,65.4/s,,,,,50%,0,100" "db,database,10000/s,10ms,1200,64GiB,10MiB,0%,0,1" >tiers.csv
printf '%s\n' "from,to,calls,pool" "app,db,1,10" >links.csv
run "$headroom" size --tiers tiers.csv --links links.csv --demand 4354/s -q
is "$status" 0 "a pool answers"
text=$(printf '%s' "$out" | tr -s ' \n' '  ')
has "$text" "callers open 1,000 connections, 9.766 GiB of memory" "100 x 10 connections, 1,000 x 10 MiB"
has "$text" "43.54 are busy on average, and a pool of 50 in all is enough (0.998% wait longer), 500 MiB" "a pool of 50"

# Of 10,000/s 95 % are reads; each replica also takes all writes: 9,500 / (3,000 / 1.5 - 500) = 6.33, 7 and one spare.
printf '%s\n' "tier,kind,per_instance,headroom,spare,max,current" "web,compute,500/s,50%,1,200,61" \
    "primary,database,3000/s,50%,0,1,1" "replica,database,3000/s,50%,1,15,3" >rw.csv
printf '%s\n' "from,to,calls,each" "web,primary,0.05," "web,replica,0.95," "primary,replica,1,1" >rwl.csv
run "$headroom" size --tiers rw.csv --links rwl.csv --demand 10k/s --format csv -q
column=$(printf '%s\n' "$out" | head -n 1 | tr ',' '\n' | grep -n '^instances$' | cut -d: -f1)
is "$(printf '%s\n' "$out" | grep '^replica,' | cut -d, -f "$column")" 8 "replicas of a 95/5 split"
run "$headroom" size --tiers rw.csv --links rwl.csv --demand 18k/s -q
is "$status" 1 "beyond 16,969/s fifteen replicas are too few"

# Ten instances by day, four by night: at 72 % off a unit pays from 28 % of the time on, so all ten do.
awk 'BEGIN {
    print "time,instances"
    for (h = 0; h < 336; h++)
        printf "2026-03-%02dT%02d:00:00Z,%d\n", 2 + int(h / 24), h % 24, (h % 24 >= 8 && h % 24 < 20) ? 10 : 4
}' >fleet.csv
printf '%s\n' "name,kind,term,discount,source,date" "reserved,reservation,1y,72%,AWS: up to,2026-03-01" \
    "spot,spot,,90%,AWS: up to,2026-03-01" >offers.csv
run "$headroom" cost fleet.csv --price 0.0832/h --offers offers.csv --spot-share 50% --format csv -q
row()
{
    printf '%s\n' "$out" | grep "^$1" | cut -d, -f "$2"
}
is "$(row 'on demand' 13)" "425.15" "on demand: 7 x 730 x 0.0832"
is "$(row 'offer,' '7,13,15')" "10,170.06,0.28" "72 % off: ten, 730 x 10 x 0.0233"
is "$(row 'spot,' 13)" "249.02" "90 % off for half of it: (3.5 x 0.0832 + 6 x 0.00832) x 730"
is "$(row 'offer and spot' '7,13')" "5,112.36" "both"

done_testing
