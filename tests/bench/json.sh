#!/bin/sh
# Reading JSON: an answer of Prometheus with SERIES series of SAMPLES samples, as a ratio to yajl's
# events of the same file alone; and the memory beside the samples, which a file's size must not move.
. tests/bench/cpu.inc
series=${SERIES:-100}
samples=${SAMPLES:-22000}
export_file=$bench_folder/prometheus.json
awk -v series="$series" -v samples="$samples" 'BEGIN {
    printf "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
    for (s = 0; s < series; s++) {
        printf "%s{\"metric\":{\"__name__\":\"load\",\"instance\":\"web-%d:9090\"},\"values\":[", s ? "," : "", s
        for (i = 0; i < samples; i++) {
            seed = (seed * 1103515245 + 12345) % 2147483648
            printf "%s[%d,\"%.3f\"]", i ? "," : "", 1710050400 + 15 * i, 100 + 50 * seed / 2147483648
        }
        printf "]}"
    }
    print "]}}"
}' >"$export_file"
bytes=$(wc -c <"$export_file" | tr -d ' ')
echo "$bytes bytes, $series series of $samples samples; ratios are to yajl alone"
cpu "$JSON_ALONE" "$export_file"
peer=$seconds
awk -v s="$peer" -v bytes="$bytes" 'BEGIN { printf "%-44s %7.4f CPU-s, %.0f MB a CPU-s\n", "yajl alone", s, bytes / 1e6 / (s > 0 ? s : 0.01) }'
# A window that leaves hardly a sample to describe: what remains is reading.
row "headroom, reading alone" "$peer" "$HEADROOM" describe "$export_file" --window 1h --format csv --threads 1
row "headroom describe" "$peer" "$HEADROOM" describe "$export_file" --format csv --threads 1
peak "$HEADROOM" describe "$export_file" --window 1h --format csv --threads 1
[ -z "$kibibytes" ] || awk -v k="$kibibytes" -v n=$((series * samples)) 'BEGIN {
    printf "%-44s %7.1f MiB, %.1f of them samples of nine bytes\n", "memory at its highest", k / 1024, 9 * n / 1048576 }'
