# samples/production.csv: a day of one instance with 4 cores, a row every 5 minutes: 0.12 cores and 7.3 ms of
# CPU a request, p99 by a queue before the cores, a few per cent of noise.
#   awk -f samples/generate/common.awk -f samples/generate/production.awk
BEGIN {
    seed = 20260303
    print "time,requests_per_s,cpu_percent,latency_p99_ms"
    for (time = START + 57 * 86400; time < START + 58 * 86400; time += 300) {
        rate = 240 * profile_at("web", time) * (1 + 0.02 * noise())
        cores = 0.12 + 0.0073 * rate
        busy = cores / 4
        p99 = 33.6 * (1 + 0.35 * busy * busy * busy * busy / (1 - busy))
        printf "%s,%.1f,%.1f,%.1f\n", iso_time(time), rate, 25 * cores * (1 + 0.02 * noise()),
            p99 * (1 + 0.03 * noise())
    }
}
