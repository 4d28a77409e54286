#!/bin/sh
# Ratios to the fastest there is, one thread each, CPU seconds of the whole process: the fastest of three
# runs. Peers that are not installed are named. ROWS (1,000,000) of SERVICES (500); the rows are written to
# CSV too, a file named by BENCH_CSV (build/bench.csv). DuckDB is the npm package @duckdb/node-api, found by
# NODE_PATH.
. tests/bench/cpu.inc
rows=${ROWS:-1000000}
services=${SERVICES:-500}
table=${BENCH_CSV:-${BUILD:-build}/bench.csv}
fleet=$bench_folder/fleet.csv
awk -v rows="$rows" -v services="$services" 'BEGIN {
    print "time,service,requests_per_s"
    for (i = 0; i < rows; i++) {
        t = int(i / services) * 300
        seed = (seed * 1103515245 + 12345) % 2147483648
        printf "2026-%02d-%02dT%02d:%02d:%02dZ,service-%03d,%.2f\n", 1 + int(t / 2419200), 1 + int(t / 86400) % 28,
            int(t / 3600) % 24, int(t / 60) % 60, t % 60, i % services, 100 + i % services + 50 * seed / 2147483648
    }
}' >"$fleet"
echo "task,peer,cpu_s,peer_cpu_s,ratio" >"$table"
echo "$rows rows, $(wc -c <"$fleet" | tr -d ' ') bytes, $services services; written to $table"
printf '%-30s %-26s %8s %8s %8s\n' task peer CPU-s "peer's" ratio

# ours TASK COMMAND...: what the next rows are about.
ours() {
    task=$1
    shift
    cpu "$@"
    own=$seconds
}
# beside PEER COMMAND...: what a peer takes for the same, if its program is there.
beside() {
    peer=$1
    shift
    if ! command -v "$1" >/dev/null; then
        printf '%-30s %-26s not installed\n' "$task" "$peer"
        return
    fi
    cpu "$@"
    awk -v task="$task" -v peer="$peer" -v own="$own" -v s="$seconds" -v table="$table" 'BEGIN {
        s = s > 0 ? s : 0.01
        printf "%-30s %-26s %8.2f %8.2f %8.2f\n", task, peer, own, s, own / s
        printf "%s,%s,%.2f,%.2f,%.2f\n", task, peer, own, s, own / s >>table
    }'
}
cat >"$bench_folder/duck.js" <<'DUCK'
const { DuckDBInstance } = require("@duckdb/node-api");
(async () => {
    const database = await DuckDBInstance.create(":memory:", { threads: "1" });
    await (await database.connect()).runAndReadAll(process.argv[2]);
})().catch((error) => { console.error(String(error)); process.exit(1); });
DUCK
# duckdb SQL: beside DuckDB.
duckdb() {
    if command -v node >/dev/null && node -e 'require("@duckdb/node-api")' 2>/dev/null; then
        beside DuckDB node "$bench_folder/duck.js" "$1"
    else
        printf '%-30s %-26s not installed\n' "$task" DuckDB
    fi
}

ours "describe --by service" "$HEADROOM" describe "$fleet" --by service --csv -q --threads 1
duckdb "select service, count(*), avg(requests_per_s), quantile_cont(requests_per_s, [0.5, 0.95, 0.99]) from read_csv('$fleet') group by 1"
if command -v Rscript >/dev/null && Rscript -e 'q(status = !requireNamespace("data.table", quietly = TRUE))' 2>/dev/null; then
    beside data.table Rscript -e "data.table::setDTthreads(1); d <- data.table::fread('$fleet'); print(d[, .(mean(requests_per_s), quantile(requests_per_s, c(.5, .95, .99))), by = service])"
else
    printf '%-30s %-26s not installed\n' "$task" data.table
fi
beside "mawk (means only)" mawk -F, 'NR > 1 { n[$2]++; sum[$2] += $3 } END { for (k in n) print k, sum[k] / n[k] }' "$fleet"
beside Miller mlr --icsv --ocsv stats1 -a count,mean,p50,p95,p99 -f requests_per_s -g service "$fleet"
[ -z "${CSV_ALONE:-}" ] || beside "libcsv (empty callbacks)" "$CSV_ALONE" "$fleet"

ours "clean --by service" "$HEADROOM" clean "$fleet" --by service -q --threads 1
duckdb "copy (select time, service, avg(requests_per_s) from read_csv('$fleet') group by 1, 2 order by 2, 1) to '$bench_folder/out.csv' (header)"

json=$bench_folder/matrix.json
awk 'BEGIN {
    printf "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
    for (s = 0; s < 50; s++) {
        printf "%s{\"metric\":{\"__name__\":\"load\",\"instance\":\"web-%d\"},\"values\":[", s ? "," : "", s
        for (i = 0; i < 10000; i++)
            printf "%s[%d,\"%.3f\"]", i ? "," : "", 1710050400 + 60 * i, 100 + i * 7919 % 5000 / 100
        printf "]}"
    }
    print "]}}"
}' >"$json"
ours "describe of JSON" "$HEADROOM" describe "$json" --csv -q --threads 1
[ -z "${JSON_ALONE:-}" ] || beside "yajl (empty callbacks)" "$JSON_ALONE" "$json"
beside "jq (lengths only)" jq -c '.data.result[] | [.metric.instance, (.values | length)]' "$json"

head -n 100001 "$fleet" >"$bench_folder/sheet.csv"
ours "clean into a workbook" "$HEADROOM" clean "$bench_folder/sheet.csv" --by service -q --threads 1 -o "$bench_folder/sheet.xlsx"
reading=$bench_folder/read.csv
cpu "$HEADROOM" clean "$bench_folder/sheet.csv" --by service -q --threads 1 -o "$reading"
own=$(awk -v all="$own" -v read="$seconds" 'BEGIN { printf "%.2f", all - read }')
task="workbook of 100000 rows"
[ -z "${XLSX_ALONE:-}" ] || beside "libxlsxwriter alone" "$XLSX_ALONE" "$bench_folder/alone.xlsx" 100000
