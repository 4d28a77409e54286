# samples/web-orders.csv: orders a day of the same site. Requests follow them with an elasticity of 0.8,
# for 1.0376 ^ 0.8 is the 3% that requests grow by in a week. From 2 March on it is the plan of the sales
# department: advertising ends, orders grow by 1% a week, but for the sale from 6 to 8 March.
#   awk -f samples/generate/common.awk -f samples/generate/web-orders.awk
BEGIN {
    seed = 20260106
    print "day,orders"
    plan = START + WEEKS * 604800
    for (t = START; t < plan + 13 * 604800; t += 86400) {
        noon = t + 43200
        count = 5200 * of_weekday[weekday(t) + 1] * growth(noon < plan ? noon : plan, START, 0.0376)
        set_date(int(t / 86400))
        if (t >= plan)
            count = round(count * growth(noon, plan, 0.01) * (month == 3 && day >= 6 && day <= 8 ? 1.7 : 1) / 10) * 10
        else
            count *= (1 + 0.012 * noise()) * (month == 2 && day == 10 ? 1.2 : 1)
        printf "%04d-%02d-%02d,%d\n", year, month, day, count
    }
}
