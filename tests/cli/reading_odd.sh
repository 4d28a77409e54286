#!/bin/sh
# Odd exports, made here: each is read as it is meant, or refused or warned of in words that name the way out;
# none is misread in silence.
. "$(dirname "$0")/tap.sh"

# odd HEADER EXPRESSION: the export, whose row number i (from 0 to 47) is what the awk EXPRESSION says; t(SECONDS)
# is a time, d(SECONDS) one without T and Z.
odd()
{
    awk -v header="$1" 'function at(s, form) { s += 21600; return sprintf(form, 10 + int(s / 86400), int(s / 3600) % 24, int(s / 60) % 60, s % 60) }
        function t(s) { return at(s, "2024-03-%02dT%02d:%02d:%02dZ") }
        function d(s) { return at(s, "2024-03-%02d %02d:%02d:%02d") }
        function pick(i, a, b) { return i ? a : b }
        BEGIN { print header; for (i = 0; i < 48; i++) print '"$2"' }' >odd.csv
    run "$headroom" clean odd.csv
}

# reads_as NAME COLUMNS FIRST [WARNING]: read so; a WARNING is told, or none is.
reads_as()
{
    is "$(printf '%s\n' "$out" | sed -n 1,2p)" "time,$2,filled
$3," "$1"
    case ${4:-} in
    '') is "$(printf '%s\n' "$err" | grep warning)" "" "$1: no warning" ;;
    *) has "$err" "warning: $4" "$1: is warned of" ;;
    esac
}

# refused NAME PART REMEDY...: refused in these words; with the remedy it is read.
refused()
{
    name=$1
    is "$status" 2 "$name: is refused"
    has "$err" "$2" "$name: in words"
    shift 2
    [ $# -eq 0 ] && return
    run "$headroom" clean odd.csv "$@"
    is "$status" 0 "$name: $* settles it"
}

# Numbers that are none, and keys of digits.
odd time,load,pressure 't(60*i) "," 50+i%9 "," 30+i "~x" i'
refused "a column that nobody understands" 'column "pressure" holds "30~x0", which is neither a number that can be read nor the name of a series' --value load
odd time,users 't(60*i) "," i "-" i+5'
refused "ranges" 'column "users" holds "0-5"'
odd time,load 't(60*i) ",~" i+1'
refused "about so much" 'column "load" holds "~1"'
odd time,latency_ms 't(60*i) "," pick(i%3, i, "<1")'
refused "less than" '"<1" is not a number' --skip-bad
odd time,shop,sales 't(3600*int(i/3)) "," 1001+i%3 "," 10+i'
refused "shops that are numbers" "--by COLUMN names what tells the rows apart" --by shop
odd time,status,count 't(60*int(i/3)) "," 200+i%3*100 "," 10+i'
refused "codes that are numbers" "--by COLUMN names what tells the rows apart" --by status
odd time,host_id,load 't(60*int(i/2)) "," 7+i%2 "," 10+i%5'
reads_as "hosts that are numbers" service,load 2024-03-10T06:00:00Z,7,10
odd time,ip,hits 't(60*int(i/3)) ",10.0.0." 1+i%3 "," 60*(1+i)'
reads_as "addresses" service,hits_per_s 2024-03-10T06:00:00Z,10.0.0.1,1
odd time,host,version,load 't(60*int(i/2)) "," pick(i%2, "b", "a") ",1." int(i/20) ".3," 1+i%4'
reads_as "versions" service,load 2024-03-10T06:00:00Z,a,1
odd id,created_at,amount '100000+i "," t(3600*i) "," 10+i%7'
reads_as "an identifier in front" amount 2024-03-10T06:00:00Z,10
has "$err" 'column "id" is neither the time, a key nor a value and is left out' "an identifier in front: what is left out is said"
odd time,up,load 't(60*i) "," pick(i%5, "true", "false") "," 1+i%4'
reads_as "true and false" load 2024-03-10T06:00:00Z,1
odd time,user,load 't(60*i) ",user" i "," 1+i%4'
reads_as "a series a row" load 2024-03-10T06:00:00Z,1 'odd.csv: column "user" has another text in almost every row: it is left out'

# Units and signs.
odd time,cpu 't(60*i) "," 250+i%9 "m"'
reads_as "thousandths of a core" cpu_cores 2024-03-10T06:00:00Z,0.25
odd time,memory 't(60*i) "," 1.5+i%4/4 "Gi"'
reads_as "Gi" memory_bytes 2024-03-10T06:00:00Z,1610612736
odd time,mem 't(60*i) "," pick(i%2, 900+i "Mi", "1.25Gi")'
reads_as "Mi and Gi" mem_bytes 2024-03-10T06:00:00Z,1342177280
odd time,size 't(60*i) "," pick(i<24, 900+i%9 " MB", "1.5 GB")'
reads_as "MB and GB" size_bytes 2024-03-10T06:00:00Z,900000000
odd time,packets 't(60*i) "," 1.5+i%4 " kpps"'
reads_as "kpps" packets_per_s 2024-03-10T06:00:00Z,1500
odd time,room 't(60*i) "," 20+i%4/10 " °C"'
reads_as "degrees" room 2024-03-10T06:00:00Z,20
odd time,cost 't(3600*i) "," 150+i%4 ".50 EUR"'
reads_as "euros" cost 2024-03-10T06:00:00Z,150.5
odd time,hits 't(60*i) "," pick(i%3, 1.5+i%4 "K", "1.2M")'
reads_as "K and M" hits_per_s 2024-03-10T06:00:00Z,20000
odd 'time,latency (s),traffic (Mbit/s)' 't(60*i) "," 1+i%4 "," 8*(1+i%4)'
reads_as "units in brackets" latency_s,traffic_per_s 2024-03-10T06:00:00Z,1,1000000
odd time,delta 't(60*i) ",(" 1+i%4 ")"'
reads_as "brackets of bookkeepers" delta 2024-03-10T06:00:00Z,-1
odd 'time;load' 'd(60*i) ";" 1+i%4 " " 100+i ",5"'
reads_as "blanks between thousands" load 2024-03-10T06:00:00Z,1100.5
odd 'time;load' "d(60*i) \";\" 1+i%4 \"\\047\" 100+i \".5\""
reads_as "apostrophes between thousands" load 2024-03-10T06:00:00Z,1100.5
odd 'Zeit;Last' 'substr(d(3600*i), 9, 2) ".03.2024 " substr(d(3600*i), 12, 5) ";" i%4 "," i%10 "5"'
reads_as "decimal commas" last 2024-03-10T06:00:00Z,0.05
odd time,load 't(60*i) ",1e400"'
refused "beyond all numbers" "no column holds numbers beside the times"

# Times.
odd time,load 'pick(i==20, "2042-03-10T06:20:00Z", t(60*i)) "," 1+i%4'
reads_as "another year" load 2024-03-10T06:00:00Z,1 "odd.csv:22: the row of 2042-03-10T06:20:00Z is 939w away from all the others: left out"
odd time,load 't(60*i+pick(i<24, 0, 86400*9)) "," 1+i%4'
is "$(printf '%s\n' "$out" | awk -F, 'NR > 1 && $2 != "" { n++ } END { print n }')" 48 "two runs: every row"
has "$err" "steps have no value" "two runs: a gap between"
odd time,host,cpu 't(pick(i<32, 15*i, 30*(i-32))) "," pick(i<32, "a", "b") "," 50+i%7'
is "$(printf '%s\n' "$out" | awk -F, 'NR > 1 { n[$2]++ } END { print n["a"], n["b"] }')" "32 16" "15 s and 30 s: a step of its own for each"
odd time,requests 't(60*i+i*7%4) "," 600+i'
reads_as "jitter of whole seconds" requests_per_s 2024-03-10T06:00:00Z,10
odd ts,v '(1710050400+60*i) pick(i<24, "", "000") "," 1+i%4'
reads_as "seconds, then milliseconds" v 2024-03-10T06:00:00Z,1 "odd.csv: the form of times changes within the file, 2 times"
odd time,last_seen 't(60*i) "," 1710050400+60*i'
reads_as "a second column of Unix times" last_seen 2024-03-10T06:00:00Z,1710050400
odd time,load 't(60*(47-i)) "," 1+i%4'
reads_as "the last one first" load 2024-03-10T06:00:00Z,4
odd time,load 'sprintf("%.6f,%d", 45361 + i / 24, 1 + i % 4)'
reads_as "a spreadsheet's days" load 2024-03-10T00:00:00Z,1 'odd.csv: the numbers of "time" are read as a spreadsheet'
odd time,bytes 'sprintf("%.0f,%d", 133545024000000000 + 600000000 * i, 1000 + i % 4)'
is "$(printf '%s\n' "$out" | sed -n 2p)" "2024-03-10T00:00:00Z,1000," "Windows' file times"
odd time,load 't(int(i/2)*60) "," int(i/2)'
reads_as "every scrape twice" load 2024-03-10T06:00:00Z,0 "load: 24 rows repeat a time with the same value: merged"
odd time,load 't(int(i/3)) "," i'
refused "three a second" "--prefer mean takes the mean of several samples" --prefer mean
odd date,load '"0" 1+i%9 "/0" 1+int(i/9) "/2024," 1+i%4'
is "$(printf '%s\n' "$err" | grep -c 'warning: .*dates such as 03/04/2024 are read with the day first')" 1 "days and months that may be swapped are a warning"
odd time,load 't(60*i) "," 1+i%4'
printf '2024-03-10T0' >>odd.csv
run "$headroom" clean odd.csv
reads_as "a last row that is cut off" load 2024-03-10T06:00:00Z,1 'odd.csv: line 50, the last one, is cut off and was left out: "2024-03-10T0"'
odd time,load,load 't(60*i) "," 1+i%4 "," 100+i%4'
reads_as "one name for two columns" load,load_column_3 2024-03-10T06:00:00Z,1,100
odd time,errors 't(60*i) ",0"'
reads_as "nothing but zero" errors_per_s 2024-03-10T06:00:00Z,0
# A name that is shown is accepted, of metrics that are no columns too.
run "$headroom" clean "$root/tests/formats/top.txt" --value cpu_user_percent
is "$(printf "%s\n" "$out" | sed -n 1p)" "time,cpu_user_percent,filled" "a name of top as it is shown"
run "$headroom" clean "$root/tests/formats/top.txt" --value "cpu user"
is "$(printf "%s\n" "$out" | sed -n 1p)" "time,cpu_user_percent,filled" "and as its reader calls it"
run "$headroom" clean "$root/tests/formats/top.txt" --value nothing
has "$err" "no metric \"nothing\" for --value; its metrics are load 1, load 5, load 15, tasks total" "one that is none is refused, each metric named once"
# pmrep of metrics without units prints a line of blanks where units would stand.
pmrep_without_units() # TIMEWIDTH TIME...
{
    width=$1
    shift
    printf "%${width}s  k.a.load  k.a.load\n%${width}s  1 minute  5 minute\n%${width}s                    \n" "" "" ""
    for moment; do printf '%s     1.200     1.300\n' "$moment"; done
}
pmrep_without_units 19 "2024-03-10 06:00:00" "2024-03-10 06:00:01" "2024-03-10 06:00:02" >pmrep.txt
run "$headroom" clean pmrep.txt
reads_as "pmrep without units" k_a_load_1_minute,k_a_load_5_minute 2024-03-10T06:00:00Z,1.2,1.3
pmrep_without_units 8 06:00:00 06:00:01 >pmrep.txt
run "$headroom" clean pmrep.txt
is "$status" 2 "pmrep without units or dates: is refused"
has "$err" "pmrep -p -f '%Y-%m-%d %H:%M:%S' prints both" "pmrep without units or dates: in words"
done_testing
