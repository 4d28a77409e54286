# samples/fleet.csv: requests a second of six services, each with a habit of its own, hourly.
#   awk -f samples/generate/common.awk -f samples/generate/fleet.awk
function demand_of(service, t) {
    if (service == "auth") # more since a partner joined on 2026-02-02
        return 900 * profile_at("web", t) * (t >= 1769990400 ? 1.6 : 1)
    if (service == "catalog")
        return 2600 * profile_at("evening", t) * of_weekday[weekday(t) + 1] * growth(t, START, 0.01)
    if (service == "checkout")
        return 420 * profile_at("web", t) * of_weekday[weekday(t) + 1] * growth(t, START, 0.04)
    if (service == "reports") # people at their desks, and nobody else
        return weekday(t) < 5 ? 60 * profile_at("office", t) : 0
    if (service == "search")
        return 3400 * profile_at("web", t) * of_weekday[weekday(t) + 1] * growth(t, START, 0.02)
    # thumbnails: batches at 1 h and 13 h, some of them large
    return int(t / 3600) % 12 == 1 ? 250 + 900 * random() * random() : 35
}
BEGIN {
    seed = 20260106
    count = split("auth catalog checkout reports search thumbnails", services, " ")
    print "time,service,requests_per_s"
    for (t = START; t < START + WEEKS * 604800; t += 3600)
        for (i = 1; i <= count; i++) {
            drift[i] = 0.7 * drift[i] + 0.015 * noise()
            rate = demand_of(services[i], t + 1800) * (1 + drift[i] + 0.02 * noise())
            printf "%s,%s,%.1f\n", iso_time(t), services[i], rate < 0 ? 0 : rate
        }
}
