# What the generators share: reproducible noise, calendar times and seasons. Only + - * / and whole
# numbers below 2^53 are used, never sin or exp, so that every awk on every machine gives the same bytes.

# Park and Miller's minimal standard generator: 0 < result < 1.
function random() {
    seed = (seed * 16807) % 2147483647
    return seed / 2147483647
}

# About normal with mean 0 and deviation 1: the sum of twelve uniform numbers less six.
function noise(    i, sum) {
    sum = -6
    for (i = 0; i < 12; i++)
        sum += random()
    return sum
}

function round(x) {
    return int(x + 0.5)
}

# Sets year, month, day from days since 1970-01-01 (civil_from_days, H. Hinnant).
function set_date(days,    era, doe, yoe, doy, mp) {
    days += 719468
    era = int(days / 146097)
    doe = days - era * 146097
    yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
    doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100))
    mp = int((5 * doy + 2) / 153)
    day = doy - int((153 * mp + 2) / 5) + 1
    month = mp < 10 ? mp + 3 : mp - 9
    year = yoe + era * 400 + (month <= 2 ? 1 : 0)
}

# "2026-01-05T00:00:00Z"
function iso_time(epoch) {
    set_date(int(epoch / 86400))
    return sprintf("%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, day, int(epoch / 3600) % 24,
                   int(epoch / 60) % 60, epoch % 60)
}

# Parts of the daily profiles, hour by hour: `list` holds 24 numbers.
function set_profile(name, list,    i, hour) {
    split(list, hour, " ")
    for (i = 0; i < 24; i++)
        profile[name, i] = hour[i + 1]
}

# The profile at a time, straight between the hours.
function profile_at(name, epoch,    hour, part) {
    hour = int(epoch / 3600) % 24
    part = (epoch % 3600) / 3600
    return profile[name, hour] * (1 - part) + profile[name, (hour + 1) % 24] * part
}

# 0 = Monday.
function weekday(epoch) {
    return (int(epoch / 86400) + 3) % 7
}

# A factor that grows by `rate` a week, a straight line within each week.
function growth(epoch, start, rate,    weeks, factor) {
    weeks = (epoch - start) / 604800
    for (factor = 1; weeks >= 1; weeks--)
        factor *= 1 + rate
    return factor * (1 + rate * weeks)
}

BEGIN {
    START = 1767571200 # Monday 2026-01-05 00:00 UTC
    WEEKS = 8
    # A web site of one continent: quiet at 4, busy from 10 to 22 with its peak at 20 h.
    set_profile("web", "0.62 0.50 0.42 0.37 0.35 0.37 0.45 0.60 0.82 1.02 1.15 1.22 " \
                       "1.26 1.25 1.22 1.21 1.24 1.31 1.42 1.54 1.60 1.50 1.22 0.88")
    set_profile("office", "0 0 0 0 0 0 0.1 0.5 1.4 2.3 2.6 2.5 2.0 2.3 2.6 2.5 2.1 1.3 0.5 0.2 0 0 0 0")
    set_profile("evening", "0.75 0.60 0.50 0.45 0.42 0.44 0.50 0.60 0.72 0.82 0.90 0.98 " \
                           "1.05 1.06 1.05 1.08 1.15 1.28 1.45 1.62 1.70 1.60 1.32 1.00")
    split("1.03 1.05 1.06 1.05 1.08 0.92 0.81", of_weekday, " ")
}

# Requests a second of the web site, without noise: season, growth of 3 % a week, a launch.
function web_demand(epoch,    demand, since) {
    demand = 4300 * profile_at("web", epoch) * of_weekday[weekday(epoch) + 1] * growth(epoch, START, 0.03)
    # The launch: Tuesday 2026-02-10 15:00, 2.1 times the usual demand, over in eight hours.
    since = (epoch - 1770735600) / 28800
    if (since >= 0 && since < 1)
        demand *= 1 + 1.1 * (1 - since) * (1 - since)
    return demand
}
