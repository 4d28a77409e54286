#!/bin/sh
# Tables in several files are one table; a list of files stands for operands.
. "$(dirname "$0")/tap.sh"

printf 'time,service,p95\n2026-03-02T00:00:00Z,auth,1000\n2026-03-02T01:00:00Z,auth,\n' >a.csv
printf 'time,service,p95\n2026-03-02T00:00:00Z,web,3000\n' >b.csv
(cat a.csv && tail -n +2 b.csv) >both.csv
run "$headroom" size a.csv b.csv --per-instance 100/s --csv -q
apart=$out
run "$headroom" size both.csv --per-instance 100/s --csv -q
is "$apart" "$out" "size of two tables is that of one"
is "$(printf '%s\n' "$out" | wc -l | tr -d ' ')" 4 "all rows"
run "$headroom" runout a.csv b.csv --limit 20 --per-instance 100/s --csv -q
has "$out" "web,instances,20,2026" "runout reads the second one too"
run "$headroom" whatif a.csv b.csv --scale 1x,5x --csv -q
has "$out" "15000" "and whatif"
run "$headroom" size --files-from list.txt --per-instance 100/s --csv -q
has "$err" "list.txt" "a list that is not there is named"
printf 'a.csv\n\nb.csv\r\n' >list.txt
run "$headroom" size --files-from list.txt --per-instance 100/s --csv -q
is "$out" "$apart" "a list of files, a line each"
run sh -c "printf 'a.csv\nb.csv\n' | \"$headroom\" size --files-from - --per-instance 100/s --csv -q"
is "$out" "$apart" "from standard input"
run sh -c "printf 'b.csv\n' | \"$headroom\" size a.csv --files-from - --per-instance 100/s --csv -q"
is "$out" "$apart" "behind the operands"
run sh -c "cat a.csv | \"$headroom\" size - --files-from - --per-instance 100/s"
has "$err" '--files-from: standard input ("-") can be read only once' "which is read once"
: >none.txt
run "$headroom" clean --files-from none.txt
has "$err" "none.txt: no file is named: a line each" "an empty list"
run "$headroom" size --files-from list.txt --per-instance 100/s -o b.csv
has "$err" "is the file of an input" "a listed file is not replaced"

printf 'time,service,p90\n2026-03-02T00:00:00Z,web,3000\n' >c.csv
run "$headroom" size a.csv c.csv --per-instance 100/s
is "$status" 2 "another header"
has "$err" "c.csv:1: p90: its columns are not those of a.csv: tables that are read together have the same header" "is refused, with its column"
printf 'time,service,p95\n2026-03-02T00:00:00Z,web,-3\n' >d.csv
run "$headroom" size a.csv d.csv --per-instance 100/s
has "$err" "d.csv:2: p95: demand is -3" "a row is named by its own file and line"
# A column without a value takes the type of the other file's.
printf 'time,service,p95,note\n2026-03-02T00:00:00Z,auth,1000,\n' >e.csv
printf 'time,service,p95,note\n2026-03-02T00:00:00Z,web,3000,hot\n' >f.csv
run "$headroom" size e.csv f.csv --per-instance 100/s --csv -q
is "$status" 0 "a column without a value has any type"
run "$headroom" size f.csv e.csv --per-instance 100/s --csv -q
is "$status" 0 "in either order"
done_testing
