# samples/containers.csv: two weeks of eight containers in two namespaces, a row an hour, memory as the
# greatest value of the hour: a web server of two replicas, an API that is killed for memory, a search
# that grows, a cart with far too much, a nightly report, a loader that leaks, a gateway that its
# autoscaler holds at its least, and a log shipper.
#   awk -f samples/generate/common.awk -f samples/generate/containers.awk
function row(space, pod, container, memory, cpu, restarts, kills) {
    printf "%s,%s,%s,%s,%.1f,%.4f,%d,%d\n", iso_time(t), space, pod, container, memory, cpu, restarts, kills
}

# The API takes what its limit of 512 MiB allows; twice it would take more, and is started again.
function api(h, busy,    memory) {
    memory = 330 + 120 * busy + 6 * noise()
    if (h == 95 || h == 239) {
        memory = 512
        killed++
    }
    row("shop", "api-5c9d8f7b64-x2vkq", "api", memory, 0.15 + 0.5 * busy + 0.02 * noise(), killed, killed)
}

BEGIN {
    seed = 20260316
    print "time,namespace,pod,container,mem_max_mib,cpu_cores,restarts_total,oom_kills_total"
    for (h = 0; h < 336; h++) {
        t = START + 56 * 86400 + h * 3600
        busy = profile_at("web", t)
        row("shop", "web-7d9f8b6c5d-4zkqp", "web", 600 + 90 * busy + 5 * noise(), 0.1 + 0.3 * busy + 0.01 * noise(), 0, 0)
        row("shop", "web-7d9f8b6c5d-9xlmt", "web", 590 + 95 * busy + 5 * noise(), 0.1 + 0.29 * busy + 0.01 * noise(), 0, 0)
        api(h, busy)
        row("shop", "search-0", "search", (900 + 140 * busy) * (1 + 0.018 * h / 24) + 6 * noise(), (0.3 + 0.4 * busy) * (1 + 0.018 * h / 24) + 0.01 * noise(), 0, 0)
        row("shop", "cart-66b7c9d5f8-t7wzn", "cart", 180 + 30 * busy + 2 * noise(), 0.03 + 0.05 * busy + 0.002 * noise(), 0, 0)
        row("shop", "gateway-845d6c7f9b-hk2vd", "gateway", 140 + 20 * busy + 1 * noise(), 0.06 + 0.09 * busy + 0.003 * noise(), 0, 0)
        row("ops", "report-79c4b5d6f8-qm8xs", "report", h % 24 == 2 ? 900 + 15 * noise() : 210 + 3 * noise(), h % 24 == 2 ? 1.4 + 0.05 * noise() : 0.02 + 0.001 * noise(), 0, 0)
        row("ops", "etl-6f7d8c9b5-vn4kt", "etl", 300 + 6 * (h % 110) + 3 * noise(), 0.12 + 0.05 * busy + 0.004 * noise(), int(h / 110), 0)
        row("ops", "logs-xk7tq", "logs", 64 + 4 * busy + 0.5 * noise(), 0.008 + 0.006 * busy + 0.0005 * noise(), 0, 0)
    }
}
