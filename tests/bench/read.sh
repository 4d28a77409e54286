#!/bin/sh
# Reading: a fleet export of ROWS rows (default 4,000,000: time, service, value), as a ratio to wc -l.
# CPU seconds are comparable on a busy machine; elapsed ones, for threads, only on a quiet one.
. tests/bench/cpu.inc
rows=${ROWS:-4000000}
export_file=$bench_folder/fleet.csv
awk -v rows="$rows" 'BEGIN {
    print "time,service,requests_per_s"
    services = 20
    for (i = 0; i < rows; i++) {
        t = int(i / services) * 60
        day = int(t / 86400)
        s = t % 86400
        seed = (seed * 1103515245 + 12345) % 2147483648
        printf "2024-%02d-%02dT%02d:%02d:%02dZ,service-%02d,%.3f\n", 1 + int(day / 28), 1 + day % 28,
            int(s / 3600), int(s / 60) % 60, s % 60, i % services, 100 + 50 * seed / 2147483648
    }
}' >"$export_file"
bytes=$(wc -c <"$export_file" | tr -d ' ')
echo "$bytes bytes, $rows rows; ratios are to wc -l"
# wc takes a few ticks of the clock only: it runs often.
repeats=25
often() {
    i=0
    while [ $i -lt $repeats ]; do
        "$@"
        i=$((i + 1))
    done
}
cpu often wc -l "$export_file"
peer=$(awk -v s="$seconds" -v repeats=$repeats 'BEGIN { printf "%.4f", s / repeats }')

# rate: the last row's megabytes a CPU second.
rate() {
    awk -v bytes="$bytes" -v s="$seconds" 'BEGIN { printf "%-44s %7.0f MB a CPU-s\n", "", bytes / 1e6 / (s > 0 ? s : 0.01) }'
}

awk -v s="$peer" -v bytes="$bytes" 'BEGIN { printf "%-44s %7.4f CPU-s, %.0f MB a CPU-s\n", "wc -l", s, bytes / 1e6 / s }'
# over_alone: the last row's time over that of libcsv alone, where that was measured.
over_alone() {
    [ -z "$alone" ] || awk -v s="$seconds" -v a="$alone" 'BEGIN { printf "%-44s %7.2f x libcsv alone\n", "", s / (a > 0 ? a : 0.01) }'
}

alone=
if [ -n "${CSV_ALONE:-}" ]; then
    row "libcsv alone, empty callbacks" "$peer" "$CSV_ALONE" "$export_file"
    alone=$seconds
    rate
fi
# A window that leaves hardly a row to describe: what remains is reading.
row "headroom, reading alone" "$peer" "$HEADROOM" describe "$export_file" --by service --window 1h --format csv --threads 1
rate
over_alone
row "headroom describe --by service" "$peer" "$HEADROOM" describe "$export_file" --by service --format csv --threads 1
rate
over_alone
row "headroom clean --by service" "$peer" "$HEADROOM" clean "$export_file" --by service --threads 1
rate
head -n 3 "$export_file" >"$bench_folder/tiny.csv"
peak "$HEADROOM" describe "$bench_folder/tiny.csv" --by service --step 1m --format csv --threads 1
empty=$kibibytes
for command in describe clean; do
    peak "$HEADROOM" "$command" "$export_file" --by service --format csv --threads 1
    [ -z "$kibibytes" ] || awk -v k="$kibibytes" -v e="$empty" -v rows="$rows" -v name="headroom $command, memory" \
        'BEGIN { printf "%-44s %7.1f bytes a value above the %.1f MB of an empty run\n", name, (k - e) * 1024 / rows, e / 1024 }'
done
if command -v bash >/dev/null; then
    wall "$HEADROOM" describe "$export_file" --by service --format csv --threads 1
    one=$seconds
    wall "$HEADROOM" describe "$export_file" --by service --format csv --threads 2
    awk -v one="$one" -v two="$seconds" 'BEGIN { printf "%-44s %7.2f s elapsed, %.2f s on two: %.2f x\n",
        "headroom describe --by service, one thread", one, two, one / (two > 0 ? two : 0.01) }'
fi
if command -v mlr >/dev/null; then
    row "mlr stats1 p50,p95,p99 by service" "$peer" mlr --icsv --ocsv stats1 -a mean,p50,p95,p99 -f requests_per_s -g service "$export_file"
fi
if command -v datamash >/dev/null; then
    row "datamash mean,median by service" "$peer" sh -c "datamash -t, -H -s -g 2 mean 3 median 3 <'$export_file'"
fi
if command -v Rscript >/dev/null && Rscript -e 'q(status=!requireNamespace("data.table",quietly=TRUE))' 2>/dev/null; then
    row "R data.table fread and quantiles" "$peer" Rscript -e "d<-data.table::fread('$export_file');print(d[,.(mean(requests_per_s),quantile(requests_per_s,.95)),by=service])"
fi
if command -v python3 >/dev/null && python3 -c 'import pandas' 2>/dev/null; then
    row "pandas read_csv and quantiles" "$peer" python3 -c "import pandas as p;d=p.read_csv('$export_file',parse_dates=['time']);print(d.groupby('service').requests_per_s.quantile([.5,.95,.99]))"
fi
