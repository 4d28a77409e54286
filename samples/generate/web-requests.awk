# samples/web-requests.csv: an application load balancer's RequestCount as the CloudWatch console
# downloads it, sums of 5 minutes. On Wednesday 2026-01-28 the site was away for 40 minutes: such
# rows are absent, for no requests means no data.
#   awk -f samples/generate/common.awk -f samples/generate/web-requests.awk
BEGIN {
    seed = 20260105
    print "Id,m1"
    print "StatusCode,Complete"
    print "Messages,"
    print "Full label,eu-central-1:AWS/ApplicationELB LoadBalancer:app/web/50dc6c495c0c9188 RequestCount Sum 300"
    print "Label,RequestCount"
    for (t = START; t < START + WEEKS * 604800; t += 300) {
        drift = 0.9 * drift + 0.009 * noise()
        count = round(web_demand(t + 150) * 300 * (1 + drift + 0.012 * noise()))
        if (t == 1769566500) # 02:15, the step in which it went away
            count = round(count * 0.3)
        if (t >= 1769566800 && t < 1769569200)
            continue
        set_date(int(t / 86400))
        printf "%04d/%02d/%02d %02d:%02d:00,%d\n", year, month, day, int(t / 3600) % 24,
               int(t / 60) % 60, count
    }
}
