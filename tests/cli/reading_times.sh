#!/bin/sh
# Times as exports write them: by the hour as digits, months, weeks, quarters, dates of programs, and
# one order of day and month for a whole column.
. "$(dirname "$0")/tap.sh"

# read_as FILE WANT NAME: the rows of `clean`, without its header.
read_as()
{
    run "$headroom" clean "$1"
    is "$(echo "$out" | sed 1d)" "$2" "$3"
}

printf 'timestamp,load\n2023010122,10\n2023010123,20\n2023010200,30\n' >hours.csv
read_as hours.csv "2023-01-01T22:00:00Z,10,
2023-01-01T23:00:00Z,20,
2023-01-02T00:00:00Z,30," "2023010123 is an hour, not a second of 2034"

for months in '2024-01 2024-02 2024-03' '202401 202402 202403' '01/2024 02/2024 03/2024' \
    '2024-Jan 2024-Feb 2024-Mar' 'Jan-24 Feb-24 Mar-24'; do
    # shellcheck disable=SC2086
    printf 'month,load\n%s,1\n%s,2\n%s,3\n' $months >months.csv
    read_as months.csv "2024-01-01T00:00:00Z,1,
2024-02-01T00:00:00Z,2,
2024-03-01T00:00:00Z,3," "months: $months"
done
printf 'month,load\nJan 2024,1\nFeb 2024,2\nMar 2024,3\n' >months.csv
read_as months.csv "2024-01-01T00:00:00Z,1,
2024-02-01T00:00:00Z,2,
2024-03-01T00:00:00Z,3," "months by name"
run "$headroom" clean months.csv --time-format '%b %Y'
has "$out" "2024-02-01T00:00:00Z,2," "--time-format may leave the day out"

printf 'week,load\n2023-W52,1\n2024-W01,2\n2024-W02,3\n' >weeks.csv
read_as weeks.csv "2023-12-25T00:00:00Z,1,
2024-01-01T00:00:00Z,2,
2024-01-08T00:00:00Z,3," "ISO weeks begin with their Monday"

printf '"@timestamp per hour","load"\n"Mar 10, 2024 @ 00:00:00.000",1\n"Mar 10, 2024 @ 01:00:00.000",2\n' >kibana.csv
read_as kibana.csv "2024-03-10T00:00:00Z,1,
2024-03-10T01:00:00Z,2," "Kibana's dates"

printf 'TimeSeries ID,web-1,web-2\nzone,a,b\nSun Mar 10 2024 01:00:00 GMT+0100 (Central European Standard Time),1,2\nSun Mar 10 2024 01:01:00 GMT+0100 (Central European Standard Time),3,4\n' >js.csv
run "$headroom" clean js.csv
is "$out" "time,web_1,web_2,filled
2024-03-10T00:00:00Z,1,2,
2024-03-10T00:01:00Z,3,4," "JavaScript's dates, under the names above rows about the columns"

printf 'timestamp,memory\n133545024000000000,2147483648\n133545024600000000,2147483650\n' >filetime.csv
read_as filetime.csv "2024-03-10T00:00:00Z,2147483648,
2024-03-10T00:01:00Z,2147483650," "FILETIME beside a column of bytes"

printf 'Date,Time,cpu\n20250303,00:00:00,1\n20250303,00:00:10,2\n' >two.csv
read_as two.csv "2025-03-03T00:00:00Z,1,
2025-03-03T00:00:10Z,2," "a date of digits beside a time of day"

# --- day and month -------------------------------------------------------------------------
printf 'time,load\n04/04/2022,1\n04/11/2022,2\n04/18/2022,3\n04/25/2022,4\n05/02/2022,5\n' >weekly.csv
read_as weekly.csv "2022-04-04T00:00:00Z,1,
2022-04-11T00:00:00Z,2,
2022-04-18T00:00:00Z,3,
2022-04-25T00:00:00Z,4,
2022-05-02T00:00:00Z,5," "one order of day and month for the whole column"
awk 'BEGIN { print "time,load"
    for (day = 1; day <= 13; day++)
        for (minute = 0; minute < 1440; minute++)
            printf "%02d/04/2024 %02d:%02d,%d\n", day, minute / 60, minute % 60, day }' >late.csv
run "$headroom" clean late.csv
is "$(echo "$out" | sed -n '2p;$p')" "2024-04-01T00:00:00Z,1,
2024-04-13T23:59:00Z,13," "settled by any row: the 13th stands far below"
has "$err" "a later row shows the day to come first: the 17280 rows before it are read so too" "which is said"
printf 'time,load\n13/04/2024,1\n04/14/2024,2\n' >both.csv
run "$headroom" clean both.csv
is "$status" 2 "a column of both orders is refused"
has "$err" 'both.csv:3: time: "04/14/2024" is not a time' "with its row"
printf 'time,load\n1/1/2021 12:00:00 AM,1\n2/1/2021 12:00:00 AM,2\n3/1/2021 12:00:00 AM,3\n' >clock.csv
run "$headroom" clean clock.csv
has "$out" "2021-03-01T00:00:00Z,3," "AM and PM speak for the month first"
run "$headroom" describe clock.csv -v
has "$err" "the order of day and month: the month first (2 points: the times have AM and PM) before the day first (1: the rows lie closer together so)" \
    "describe -v names winner, runner-up and reasons"

# --- headers -------------------------------------------------------------------------------
printf 'Time,200,404,500\n2025-03-03T00:00:00Z,100,0,1\n2025-03-03T00:15:00Z,101,1,2\n' >codes.csv
run "$headroom" clean codes.csv
is "$(echo "$out" | head -2)" "time,200,404,500,filled
2025-03-03T00:00:00Z,100,0,1," "a header may hold numbers"
printf 'Time,cpu,mem\n2024-05-01 00:00:00,1,1000\n2024-05-01 00:00:10,2,1001\nTime,mem,cpu\n2024-05-01 00:00:20,1002,3\n2024-05-01 00:00:30,1003,4\n' >swaps.csv
run "$headroom" clean swaps.csv --skip-bad
is "$(echo "$out" | sed -n 4,5p)" "2024-05-01T00:00:20Z,3,1002,
2024-05-01T00:00:30Z,4,1003," "rows follow the header above them"
has "$err" "1 header within the file with the columns in another order" "which is said"
printf 'Time,cpu\n2024-05-01 00:00:00,1\n2024-05-01 00:00:10,2\nTime,cpu,disk\n2024-05-01 00:00:20,3,4\n' >more.csv
run "$headroom" clean more.csv --skip-bad
is "$status" 2 "a header with other columns is refused, --skip-bad or not"
has "$err" 'more.csv:4: another header, with a column "disk" that the first one does not have' "with its line"
printf 'Time,users\n2025-01-06 00:00,1\n,\n2025-01-06 00:15,2\n,\n2025-01-06 00:30,3\n' >blank.csv
run "$headroom" clean blank.csv
is "$(echo "$out" | tail -1)" "2025-01-06T00:30:00Z,3," "rows of delimiters alone are blank"
has "$err" "2 rows of delimiters alone: blank" "and counted"
for torn in '2025-01' '2025-01-06 0' '1736'; do
    printf 'Time,users,cpu\n2025-01-06 00:00,1,2\n2025-01-06 00:15,2,3\n2025-01-06 00:30,3,4\n%s\n' "$torn" >torn.csv
    run "$headroom" clean torn.csv
    is "$(echo "$out" | tail -1)" "2025-01-06T00:30:00Z,3,4," "a last row cut to $torn is left out"
    has "$err" "line 5, the last one, is cut off and was left out: \"$torn\"" "which is said"
done
awk 'BEGIN { printf "time"; for (i = 0; i < 3000; i++) printf ",c%d", i; print ""
    for (r = 0; r < 3; r++) { printf "2025-01-06T0%d:00:00Z", r; for (i = 0; i < 3000; i++) printf ",%d", r; print "" } }' >wide.csv
run "$headroom" clean wide.csv
is "$(echo "$out" | tail -1 | tr ',' '\n' | wc -l | tr -d ' ')" 3002 "three thousand columns"

awk 'BEGIN { for (i = 0; i < 300; i++)
    printf "%.0f,%d,GET /cart,200,OK,users 1-%d,text,true,,512,120,40,40,http://shop.test/cart,%d,0,5\n", 1741600000000 + 200 * i, 20 + i % 5, i % 9, 18 + i % 5 }' >bare.jtl
run "$headroom" clean bare.jtl
is "$(echo "$out" | sed -n 1,2p)" "time,requests_per_s,elapsed_p50_ms,elapsed_p95_ms,elapsed_p99_ms,filled
2025-03-10T09:46:00Z,1.666666667,22,24,24," "a JTL without a header, its columns by their order"

done_testing
