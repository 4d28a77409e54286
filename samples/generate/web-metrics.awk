# samples/web-metrics.csv: what else was measured on the web servers over the last four weeks, every
# 15 minutes: which of these should scale them? The fleet has 33 servers of 500 requests a second.
#   awk -f samples/generate/common.awk -f samples/generate/web-metrics.awk
BEGIN {
    seed = 20260202
    print "time,requests_per_s,cpu_percent,memory_percent,latency_p99_ms,queue_jobs"
    from = START + 4 * 604800
    for (t = from; t < START + WEEKS * 604800; t += 900) {
        drift = 0.8 * drift + 0.015 * noise()
        demand = web_demand(t + 450) * (1 + drift + 0.01 * noise())
        busy = demand / 16500
        cpu = 6 + 82 * busy + 1.1 * noise()
        # Memory grows slowly until the weekly release on Thursday 9 h restarts the servers.
        memory = 48 + 19 * (((t - from - 3 * 86400 - 32400 + 604800) % 604800) / 604800) + 0.4 * noise()
        free = busy < 0.97 ? 1 - busy : 0.03
        latency = (58 + 26 * busy / free) * (1 + 0.05 * noise())
        # Jobs arrive with the requests, and every night at 2 h the mailing adds its own.
        arriving = 9 * busy * (1 + 0.1 * noise()) + (int(t / 3600) % 24 == 2 ? 14 : 0)
        queue = 0.45 * queue + arriving * busy / free
        printf "%s,%.1f,%.1f,%.1f,%.0f,%d\n", iso_time(t), demand, cpu, memory, latency, queue
    }
}
