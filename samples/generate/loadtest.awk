# samples/loadtest.csv: a load test of one instance by Gunther's Universal Scalability Law,
# X(N) = 28 N / (1 + 0.02 (N - 1) + 0.00015 N (N - 1)), three runs a level, 1 to 2 % noise.
#   awk -f samples/generate/common.awk -f samples/generate/loadtest.awk
BEGIN {
    seed = 20260218
    levels = split("1 2 4 8 12 16 20 24 32 40 48 56 64 72", level, " ")
    print "concurrency,throughput_per_s,latency_mean_ms,latency_p99_ms"
    for (i = 1; i <= levels; i++)
        for (run = 0; run < 3; run++) {
            n = level[i]
            throughput = 28 * n / (1 + 0.02 * (n - 1) + 0.00015 * n * (n - 1)) * (1 + 0.012 * noise())
            latency = 1000 * n / throughput # Little's law
            printf "%d,%.1f,%.1f,%.1f\n", n, throughput, latency, latency * (2.3 + 0.008 * n) * (1 + 0.02 * noise())
        }
}
