#!/bin/sh
# Values as exports write them, and what is no value: keys, remarks, several samples a second.
. "$(dirname "$0")/tap.sh"

# rows OPTION...: what clean reads, without its header.
rows()
{
    run "$headroom" clean "$@"
    out=$(echo "$out" | sed 1d)
}

printf 'time\tload\n2024-03-10 06:00\t1,204\n2024-03-10 07:00\t1,310\n' >open.csv
rows open.csv
is "$status" 2 "what nothing in the file tells is refused"
rows open.csv --decimal ,
is "$out" "2024-03-10T06:00:00Z,1.204,
2024-03-10T07:00:00Z,1.31," "--decimal , settles it"
rows open.csv --decimal .
is "$out" "2024-03-10T06:00:00Z,1204,
2024-03-10T07:00:00Z,1310," "--decimal . too"
printf 'Zeit;Verbindungen\n10.03.2024 00:00;1.100\n10.03.2024 01:00;1.107\n10.03.2024 02:00;1.114\n' >thousand.csv
rows thousand.csv
is "$out" "2024-03-10T00:00:00Z,1100,
2024-03-10T01:00:00Z,1107,
2024-03-10T02:00:00Z,1114," "semicolons and dates with points speak for a decimal comma"
has "$err" 'warning: thousand.csv: numbers such as "1.100" are read with the comma as the decimal sign, for the file is delimited by semicolons, dates are written with points; --decimal settles it' \
    "thin evidence is a warning"
run "$headroom" clean thousand.csv --strict
is "$status" 2 "which --strict refuses"

awk 'BEGIN { print "time,host,load,status"
    for (i = 0; i < 20; i++) for (h = 1; h < 3; h++)
        printf "2024-03-10T06:%02d:00Z,web-%d,%d,%s\n", i, h, i, (i * 7 + h) % 5 == 0 ? "warn" : "ok" }' >status.csv
rows status.csv
is "$(echo "$out" | wc -l | tr -d ' ')" 40 "a status does not split hosts"
is "$(echo "$out" | sed -n 1p)" "2024-03-10T06:00:00Z,web-1,0," "the host is the key"
has "$err" 'column "status" does not tell series apart' "the status is named"

awk 'BEGIN { print "time,load,note"
    for (i = 0; i < 20; i++) printf "2024-03-10T06:%02d:00Z,%d,remark %c\n", i, i, 97 + i }' >notes.csv
rows notes.csv
is "$(echo "$out" | sed -n 2p)" "2024-03-10T06:01:00Z,1," "a text of its own in every row makes no series"
has "$err" 'warning: notes.csv: column "note" has another text in almost every row: it is left out; --by "note" takes it for a key' \
    "which is said"
awk 'BEGIN { print "time,load,dose"
    for (i = 0; i < 20; i++) printf "2024-03-10T06:%02d:00Z,%d,12%d of 30%d\n", i, i, i, i }' >doses.csv
rows doses.csv
is "$status" 2 "digits that are neither numbers nor names are refused"
has "$err" 'column "dose" holds "120 of 300", which is neither a number that can be read nor the name of a series; --value COLUMN names the columns to read' \
    "with column and remedy"
rows doses.csv --value load
is "$(echo "$out" | sed -n 2p)" "2024-03-10T06:01:00Z,1," "and the remedy works"

awk 'BEGIN { print "time,load"; for (i = 0; i < 10; i++) for (k = 1; k <= 3; k++)
    printf "2024-03-10T06:00:%02dZ,%d\n", i, 10 * i + k }' >fast.csv
rows fast.csv
is "$status" 2 "three samples a second are not guessed at"
has "$err" "--prefer mean takes the mean of several samples" "their mean is offered"
rows fast.csv --prefer mean
is "$(echo "$out" | sed -n 1,2p)" "2024-03-10T06:00:00Z,2,
2024-03-10T06:00:01Z,12," "--prefer mean takes it"

printf 'time,net_in_bytes_sec,req_sec,response_sec\n2025-03-03 00:00,1,2,3\n2025-03-03 00:05,4,5,6\n' >sec.csv
run "$headroom" describe sec.csv --format csv
is "$(echo "$out" | cut -d, -f1,2)" "metric,unit
net_in_bytes_sec,bytes/s
req_sec_per_s,req/s
response_sec,s" "things in front of _sec are per second, times are times"
run "$headroom" clean open.csv --decimal x
has "$err" "--decimal: \"x\" parts no decimals; . and , do" "another sign is refused"

# --- what was taken and left, and a floor of health checks -----------------------------------
awk 'BEGIN { print "time,requests,status"; for (d = 0; d < 10; d++) for (h = 0; h < 24; h++)
    printf "2024-03-%02dT%02d:00:00Z,%d,%s\n", d + 1, h, 720 + (h < 16 ? 3600 * (1 + h) : 0), (h * d) % 3 ? "ok" : "warn" }' >floor.csv
run "$headroom" describe floor.csv
has "$out" "taken  requests: totals per step (its name counts things)" "describe says what it took"
has "$out" "left   status: it does not tell series apart" "and what it left"
has "$out" "floor       0.2 requests/s in 80 of 240 steps, as health checks make it;" "a floor is named with its size"
rows floor.csv --floor 0.2/s
is "$(echo "$out" | sed -n '1p;24p')" "2024-03-01T00:00:00Z,1,
2024-03-01T23:00:00Z,0," "--floor takes it off"
run "$headroom" clean floor.csv --gauge --floor 0.2/s
has "$err" "--floor: there is no rate that it could be taken off" "which takes a rate"
rows floor.csv --floor 1/s
has "$err" "80 steps are below the 1/s of --floor: zero" "what lies below is said"
done_testing
