# samples/volumes.csv: five volumes, a row a day each: a data base that grows steadily, logs that are
# cleaned every Monday, media with an import of 180 GiB on 16 February, a search index that grows four
# times as fast since 8 February, and a volume at rest.
#   awk -f samples/generate/common.awk -f samples/generate/volumes.awk
function row(name, used, size) {
    printf "%s,%s,%.2f,%d\n", iso_time(START + d * 86400), name, used, size
}

BEGIN {
    seed = 20260107
    print "time,volume,used_gib,size_gib"
    for (d = -42; d < WEEKS * 7; d++) {
        age = d + 42
        row("db", 512 + 1.35 * age + 0.4 * noise(), 800)
        row("logs", 96 + 0.22 * age + 7.5 * (age % 7) + 0.5 * noise(), 250)
        row("media", 1410 + 2.1 * age + (d >= 42 ? 180 : 0) + 0.9 * noise(), 2000)
        row("search", 240 + 0.5 * age + (d > 34 ? 1.6 * (d - 34) : 0) + 0.6 * noise(), 400)
        row("config", 21 + 0.05 * noise(), 50)
    }
}
