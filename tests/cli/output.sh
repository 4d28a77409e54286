#!/bin/sh
# Output is whole or not at all (rules 8 and 11): files, devices, links, signals, closed descriptors.
. "$(dirname "$0")/tap.sh"

# leftovers: files that nobody asked for
leftovers()
{
    find . -name '.*' -type f ! -name .out ! -name .err | tr '\n' ' '
}

run "$headroom" help assumptions -o answer.csv
is "$status:$out:$err" "0::" "-o writes and is silent"
is "$(head -1 answer.csv)" "name,value,unit,source,owner,date,meaning" "the whole answer"
(umask 027 && "$headroom" help assumptions -o masked.csv)
is "$(ls -l masked.csv | cut -c 1-10)" "-rw-r-----" "the mode is by umask"
for ending in csv json txt md xlsx; do
    "$headroom" help layouts -o "layouts.$ending"
    [ -s "layouts.$ending" ]
    ok $? "-o layouts.$ending"
done
is "$(head -c 2 layouts.xlsx)" PK "a workbook is a zip file"
is "$(head -1 layouts.md | cut -c 1)" "|" "Markdown is a table"
is "$(head -c 1 layouts.json)" "[" "JSON is an array"
"$headroom" help layouts --format json -o layouts.txt
is "$(head -c 1 layouts.txt)" "[" "--format wins over the ending"

run "$headroom" help assumptions -o -
is "$status:$(printf '%s\n' "$out" | head -1)" "0:$(head -1 answer.csv)" "-o - is standard output"

echo old >kept.csv
run "$headroom" help nonsense -o kept.csv
is "$status:$(cat kept.csv)" "2:old" "an error keeps the file that is there"
run "$headroom" help layouts -o missing/answer.csv
is "$status:$out" "2:" "a missing folder is trouble"
has "$err" "missing" "that is named"
mkdir folder.csv
run "$headroom" help layouts -o folder.csv
is "$status" 2 "a folder cannot be the file"
if [ -c /dev/full ]; then
    run "$headroom" help layouts -o /dev/full
    is "$status" 2 "a full device is noticed"
    has "$err" "/dev/full" "and named"
fi
ln -s kept.csv link.csv
"$headroom" help layouts -o link.csv
[ -L link.csv ] && is "$(head -1 kept.csv)" "layout,meaning" "the target of a link is replaced"
# A table of several parts waits beside the file until nothing can fail.
awk 'BEGIN {
    print "time,cpu"
    for (i = 0; i < 60000; i++)
        if (i != 30000)
            printf "2024-%02d-%02dT%02d:%02d:00Z,%d\n", 1 + int(i / 40320), 1 + int(i / 1440) % 28, int(i / 60) % 24, i % 60, i % 97
}' >minutes.csv
"$headroom" clean -q minutes.csv >direct.csv
"$headroom" clean -q minutes.csv -o parts.csv
cmp -s direct.csv parts.csv
ok $? "a table of $(wc -c <direct.csv | tr -d ' ') bytes is the same by -o"
echo old >before.csv
run "$headroom" clean minutes.csv -o before.csv --strict
is "$status:$(cat before.csv)" "2:old" "--strict keeps the file that is there"
is "$(leftovers)" "" "and leaves no part"
if [ -c /dev/full ]; then
    run "$headroom" clean -q minutes.csv -o /dev/full
    is "$status" 2 "a full device is noticed for a table of parts"
    is "$(leftovers)" "" "which leaves no part"
fi
run "$headroom" help layouts -o /dev/null
is "$status" 0 "a device is written directly"
if [ "$(id -u)" -ne 0 ]; then
    mkdir locked && chmod 500 locked
    run "$headroom" help layouts -o locked/answer.csv
    is "$status" 2 "a folder without permission is trouble"
    chmod 700 locked
fi
is "$(leftovers)" "" "no temporary file is left"

# Descriptors that are closed must not become the output of something else.
"$headroom" help layouts >&- 2>messages
is "$?" 2 "closed standard output is noticed"
has "$(cat messages)" "standard output: " "and said"
"$headroom" help layouts -o closed.csv <&- >&-
is "$?:$(head -1 closed.csv)" "0:layout,meaning" "-o needs neither input nor output"

# A reader that has seen enough.
(trap '' PIPE && "$headroom" help layouts 2>messages; echo $? >status) | true
is "$(cat messages)" "" "a closed pipe is no message, even where SIGPIPE is ignored"

# A command that waits for its input is stopped: nothing is written, nothing is left.
command=$(working_commands | head -1)
if [ -n "$command" ] && command -v timeout >/dev/null; then
    mkfifo waiting
    exec 9<>waiting
    for signal in TERM INT HUP; do
        timeout -s $signal 0.3 "$headroom" "$command" waiting -o kept.csv 2>/dev/null
        [ $? -gt 2 ]
        ok $? "$command ends on SIG$signal"
        is "$(head -1 kept.csv):$(leftovers)" "layout,meaning:" "SIG$signal leaves all as it was"
    done
    exec 9>&-
    # Stopped while the temporary file of a workbook is there.
    awk 'BEGIN { print "time,load"; for (i = 0; i < 200000; i++) print 1700000000 + i * 10 "," i % 977 }' >long.csv
    "$headroom" "$command" long.csv -q -o book.xlsx &
    child=$!
    waited=0
    while [ -z "$(leftovers)" ] && [ $waited -lt 100 ] && kill -0 $child 2>/dev/null; do
        waited=$((waited + 1))
        sleep 0.05
    done
    temporary=$(leftovers)
    kill -s TERM $child 2>/dev/null
    wait $child 2>/dev/null
    status=$?
    if [ -n "$temporary" ] && [ $status -gt 2 ]; then
        is "$(leftovers)$(ls book.xlsx 2>/dev/null)" "" "SIGTERM removes the temporary file of a workbook"
    else
        skip "SIGTERM removes the temporary file of a workbook" "it was done too soon"
    fi
else
    skip "signals" "no command that reads a file, or no timeout(1)"
fi
done_testing
