#!/bin/sh
# What no export should hold, in bounded memory: a message or an answer. SIZE_MB scales the streams
# (tests/slow/bounds.sh runs them in full).
. "$(dirname "$0")/tap.sh"
megabytes=${SIZE_MB:-50}
header='time,service,cpu'
row='2024-03-10T06:00:00Z,web,1'

# Addresses that a sanitizer reserves are not memory.
limit=1048576
{ (ulimit -v $limit && "$headroom" --version) || limit=unlimited; } >/dev/null 2>&1

# bounded COMMAND ...: runs it on what comes in, within the limit; what_came leaves $status, $out and
# $err (a pipe has shells of its own).
bounded()
{
    (
        ulimit -v $limit
        "$@"
    ) >"$work/.out" 2>"$work/.err"
    echo $? >"$work/.status"
}

what_came()
{
    status=$(cat "$work/.status")
    out=$(cut -c 1-2000 "$work/.out" | head -n 50)
    err=$(cut -c 1-2000 "$work/.err" | head -n 50)
}

# many LINE COUNT: that line so many times.
many()
{
    yes "$1" | head -n "$2"
}

# megabytes_of LINE: about that many megabytes of it.
megabytes_of()
{
    yes "$1" | head -c "${megabytes}000000"
}

{
    echo "$header"
    many "$row" 3
    echo '2024-03-10T06:01:00Z,"web,2'
    megabytes_of '2024-03-10T06:02:00Z,web,3'
} | bounded "$headroom" describe
what_came
is "$status:$out" "2:" "an unclosed quote is an error"
has "$err" "standard input:5: a quoted field is longer than 1048576 bytes" "at the line that opens it"

{
    echo "$header"
    printf '2024-03-10T06:00:00Z,web,'
    megabytes_of 1234567890 | tr -d '\n'
} | bounded "$headroom" describe
what_came
is "$status:$out" "2:" "one endless line is an error"
has "$err" "a header and no whole row in the first 8 MiB; is this a text file with lines?" \
    "that says what it is"

{
    printf '%s\n%s\n2024-03-10T06:01:00Z,web,' "$header" "$row"
    megabytes_of 1234567890 | tr -d '\n'
} | bounded "$headroom" describe
what_came
has "$err" "standard input:3: a field is longer than 1048576 bytes" "one further down has its line"

{
    printf '%s\n%s\n2024-03-10T06:01:00Z' "$header" "$row"
    megabytes_of ,1 | tr -d '\n'
} | bounded "$headroom" describe
what_came
is "$status:$out" "2:" "one line of endless fields is an error"
has "$err" "standard input:3: a row has more than 1048576 fields" "that says so"

{
    printf '%s\n%s\n' "$header" "$row"
    megabytes_of ''
    echo '2024-03-10T06:01:00Z,web,2'
} | bounded "$headroom" clean -q
what_came
is "$status:$out" "0:time,service,cpu,filled
2024-03-10T06:00:00Z,web,1,
2024-03-10T06:01:00Z,web,2," "blank lines without end are no rows"

{
    echo "$header"
    megabytes_of ''
    echo "$row"
} | bounded "$headroom" clean
what_came
has "$err" "a header and no whole row in the first 64 KiB" "unless nothing else is in sight"

megabytes_of '' | bounded "$headroom" clean
what_came
is "$status:$out" "2:" "nothing but blank lines is an error"
has "$err" "no rows: the file is neither CSV nor a known export" "that says so"

head -c "${megabytes}000000" /dev/zero | bounded "$headroom" describe
what_came
is "$status:$out" "2:" "nothing but NUL bytes is an error"
has "$err" "is not a text file; export the metric as CSV or JSON" "that says what to do"

printf '%s\n%s\n2024-03-10T06:01:00Z,web,2\n9999-12-31T23:59:00Z,web,3\n' "$header" "$row" |
    bounded "$headroom" clean
what_came
is "$status:$(printf '%s\n' "$out" | wc -l)" "0:3" "a stray time in the year 9999 makes no rows"
has "$err" "standard input:4: the row of 9999-12-31T23:59:00Z is" "and is named"

rows=$((megabytes * 30000))
awk -v rows=$rows 'BEGIN {
    print "time,service,cpu"
    for (i = 0; i < rows; i++) printf "2024-03-10T06:00:00Z,web-%d,1\n", i
}' | bounded "$headroom" describe
what_came
is "$status:$out" "2:" "$rows different keys are an error"
has "$err" "more than 1048576 series; --by names the columns that tell series apart" "with a remedy"

head -c "${megabytes}000000" /dev/zero | gzip -c | bounded "$headroom" describe
what_came
is "$status:$out" "2:" "a little gzip of many NUL bytes too"

# The same bytes come from a file, a pipe, gzip and one-byte writes, on any number of threads.
awk 'BEGIN {
    print "time,service,cpu"
    for (i = 0; i < 6000; i++)
        printf "2024-03-%02dT%02d:%02d:00Z,\"web\n%d\",%d.%d\n", 10 + int(i / 4320), int(i / 180) % 24,
            int(i / 3) % 60, i % 3, i % 97, i % 10
}' >export.csv
"$headroom" clean -q export.csv >from_file
is "$(wc -l <from_file | tr -d ' ')" "12001" "quoted line ends are in the answer"
"$headroom" clean -q <export.csv >from_pipe
gzip -c export.csv >export.csv.gz
"$headroom" clean -q export.csv.gz >from_gzip
dd if=export.csv bs=1 2>/dev/null | "$headroom" clean -q >from_bytes
for way in pipe gzip bytes; do
    cmp -s from_file from_$way
    ok $? "$way: the same bytes as from the file"
done

# Large enough for two threads.
awk 'BEGIN {
    print "time,service,requests_per_s"
    for (i = 0; i < 900000; i++)
        printf "2024-03-%02dT%02d:%02d:00Z,service-%d,%d.%d\n", 1 + int(i / 43200), int(i / 1800) % 24,
            int(i / 30) % 60, i % 30, i % 9973, i % 10
}' >large.csv
for threads in 1 2 3; do
    "$headroom" describe large.csv --by service --format csv -v --threads $threads >large.$threads 2>large.err.$threads
    is "$?" 0 "a large file on $threads threads"
    cmp -s large.1 large.$threads && cmp -s large.err.1 large.err.$threads
    ok $? "gives the same answer and the same notes"
done
echo '2024-03-25T00:00:00Z,service-1,1x2' >>large.csv
for threads in 1 2; do
    run "$headroom" describe large.csv --by service --threads $threads
    has "$err" 'large.csv:900002: requests_per_s: "1x2" is not a number' "and an error has its line"
done

# Header lines as wide as fleets are: 600 pods with their labels, 10,000 columns.
wide()
{
    awk -v columns="$1" -v name="$2" 'BEGIN {
        printf "time"
        for (i = 0; i < columns; i++)
            printf "," name, i
        print ""
        for (hour = 0; hour < 24; hour++) {
            printf "2024-03-10T%02d:00:00Z", hour
            for (i = 0; i < columns; i++)
                printf ",%d", i + hour
            print ""
        }
    }'
}

label='"{container=""application"", namespace=""production-of-the-web-shop"", node=""ip-10-0-0-1.eu-central-1.compute.internal"", pod=""web-%d""}"'
wide 600 "$label" >pods.csv
ok "$([ "$(head -n 1 pods.csv | wc -c)" -gt 65536 ]; echo $?)" "a header of more than 64 KiB"
run "$headroom" clean pods.csv --gauge -q
is "$status" 0 "600 pods with their labels"
is "$(printf '%s\n' "$out" | tail -n 1 | cut -d , -f 1-3):$(printf '%s\n' "$out" | tail -n 1 | tr ',' '\n' | tail -n 2 | head -n 1)" \
    "2024-03-10T23:00:00Z,23,24:622" "are all read"
wide 10000 "cpu_%d" >columns.csv
run "$headroom" clean columns.csv --value cpu_9999 -q
is "$status:$(printf '%s\n' "$out" | tail -n 1)" "0:2024-03-10T23:00:00Z,10022," "the last of 10,000 columns"

# What never ends as a quoted cell is named by the line where it opens, however long the file is.
minutes()
{
    awk -v count="$1" -v form="$2" 'BEGIN {
        for (i = 0; i < count; i++)
            printf "2024-03-%02dT%02d:%02d:00Z," form "\n", 10 + int(i / 1440), int(i / 60) % 24, i % 60, i % 7
    }'
}
never="the quote that begins in this row is never closed: close it, or take it away"
later="the quote that begins in this row is never closed in what follows: close it, or take it away"

# opened LINE MESSAGE COUNT FORM: after header.txt so many rows follow.
opened()
{
    { cat header.txt; minutes "$3" "$4"; } >opened.csv
    run "$headroom" describe opened.csv
    is "$status:$err" "2:headroom: opened.csv:$1: $2" "$3 rows of $4 behind $(tail -n 1 header.txt)"
}
echo 'time,"cpu' >header.txt
opened 1 "$never" 50 '%d'
opened 1 "$never" 50 '"%d"'
opened 1 "$later" 5000 '%d'
opened 1 "$later" 5000 '"%d"'
printf 'time,cpu\n2024-03-09T23:59:00Z,"5\n' >header.txt
opened 2 "$never" 50 '%d'
opened 2 "$later" 5000 '%d'
opened 2 "$later" 5000 '"%d"'
{ echo time,cpu; minutes 4000 '"%d"'; echo '2024-03-12T18:40:00Z,"5'; minutes 9 '"%d"'; } >opened.csv
run "$headroom" describe opened.csv
is "$status:$err" "2:headroom: opened.csv:4002: a quote opens on this line, and the next one, on line 4003, does not end a field: close it, or take it away" \
    "far down in the file"

done_testing
