# samples/types.csv: three weeks of a fleet of three types, a row an hour each: web servers that follow the
# day, workers that follow it less, and a cache that does not.
#   awk -f samples/generate/common.awk -f samples/generate/types.awk
function row(hour, type, instances) {
    printf "%s,%s,%d\n", iso_time(START + hour * 3600), type, instances + 0.5
}

BEGIN {
    seed = 20260302
    print "time,type,instances"
    for (h = 0; h < 21 * 24; h++) {
        busy = h % 24 >= 8 && h % 24 < 20 ? 1 : 0
        work = int(h / 24) % 7 < 5 ? 1 : 0.6
        row(h, "web", (8 + 14 * busy) * work + noise())
        row(h, "worker", (6 + 3 * busy) * work + 0.5 * noise())
        row(h, "cache", 4)
    }
}
