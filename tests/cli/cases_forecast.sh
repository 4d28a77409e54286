#!/bin/sh
# Histories that were once forecast wrongly, each standing for a kind; three more of each kind are made,
# of another step, scale, hour and size.
. "$(dirname "$0")/tap.sh"
cases=$root/tests/cases/forecast

# between LOW VALUE HIGH NAME
between()
{
    awk -v a="$1" -v b="$2" -v c="$3" 'BEGIN { exit !(b != "" && a <= b && b <= c) }'
    ok $? "$4 ($1 <= $2 <= $3)"
}

# make FILE STEP-SECONDS DAYS NOISE EXPRESSION: `load`, where the expression is of x (what a course with a
# peak at hour PEAK is, with weekends of WEEKEND), i (the step), n (steps in all), day and hour, one of a
# scatter of NOISE already in x.
make()
{
    awk -v step="$2" -v days="$3" -v noise="$4" -v scale="${SCALE:-500}" -v peak="${PEAK:-15}" \
        -v weekend="${WEEKEND:-0.65}" '
        function uniform() { state = (state * 16807) % 2147483647; return state / 2147483647 }
        function normal(k, sum) { for (k = 0; k < 12; k++) sum += uniform(); return sum - 6 }
        BEGIN {
            state = 20250303
            pi = 3.14159265358979
            n = days * 86400 / step
            print "time,load"
            for (i = 0; i < n; i++) {
                hour = i * step / 3600 % 24
                day = int(i * step / 86400)
                swing = 1 + .45 * cos(2 * pi * (hour - peak) / 24) + .15 * cos(4 * pi * (hour - peak) / 24)
                x = scale * swing * (day % 7 >= 5 ? weekend : 1) * exp(noise * normal())
                ago = days - (i + .5) * step / 86400 # days before the end
                printf "%d,%.8g\n", 1740960000 + step * i, '"$5"'
            }
        }' >"$1"
}
# of COLUMN MEASURE: "least", "most" or "mean" of a column of the forecast in $out
of()
{
    echo "$out" | awk -F, -v name="$1" -v measure="$2" '
        NR == 1 { for (k = 1; k <= NF; k++) if ($k == name) at = k; next }
        { sum += $at; if (NR == 2 || $at < least) least = $at; if (NR == 2 || $at > most) most = $at }
        END { printf "%.6g", measure == "mean" ? sum / (NR - 1) : measure == "least" ? least : most }'
}
# part FIRST LAST: leaves those steps of the forecast in $out, counted from 1
part() { out=$(printf '%s\n' "$out" | awk -v first="$1" -v last="$2" 'NR == 1 || (NR > first && NR <= last + 1)'); }

# A level of the last hours: bounds reach it, a warning names it.
# fresh FILE LEVEL HOURS
fresh()
{
    run "$headroom" forecast "$1" --gauge --horizon 1d
    between "$(awk -v x="$2" 'BEGIN { print .92 * x }')" "$(of p95 least)" "$(awk -v x="$2" 'BEGIN { print 1.5 * x }')" \
        "$1: every p95 reaches the level of the last $3 hours"
    has "$err" "warning: the last ${3}h, from" "which are named"
}
cp "$cases/fresh4h.csv" .
fresh fresh4h.csv 250 4
make quarters.csv 900 21 0.03 '40 * exp(noise * normal()) * (ago < 5 / 24 ? 1.8 : 1)'
fresh quarters.csv 72 5
make hours.csv 3600 28 0.05 '0.004 * exp(noise * normal()) * (ago < 9 / 24 ? 3 : 1)'
fresh hours.csv 0.012 9
make fine.csv 300 21 0.04 '2e6 * exp(noise * normal()) * (ago < .25 ? 1.5 : 1)'
fresh fine.csv 3e6 6

# A level of the last days: mean and bounds know it, and no peak is below a step.
# shifted FILE FACTOR: what was measured before times FACTOR is what is to come
shifted()
{
    run "$headroom" forecast "$1" --gauge --horizon 1w
    step=$out
    between 0.93 "$(of mean mean | awk -v factor="$2" -v old="$3" '{ print $1 / factor / old }')" 1.07 \
        "$1: the mean is at $2 times the level before"
    has "$err" "warning: the level shifted from" "with a warning"
    run "$headroom" forecast "$1" --gauge --horizon 1w --peak 1w
    peak=$out
    for quantile in p50 p90 p95 p99; do
        out=$peak
        least=$(of $quantile least)
        out=$step
        between "$(of $quantile most)" "$least" "$(of p99 most | awk '{ print 2 * $1 }')" "a week's $quantile is no less than any step's"
    done
}
# level FILE ROWS: mean of the first ROWS values
level() { awk -F, -v rows="$2" 'NR > 1 && NR <= rows + 1 { sum += $2 } END { printf "%.8g", sum / rows }' "$1"; }
cp "$cases/shift2d.csv" "$cases/shift_dn3w.csv" .
shifted shift2d.csv 1.8 "$(level shift2d.csv 1176)"
shifted shift_dn3w.csv 0.5 "$(level shift_dn3w.csv 840)"
make up.csv 1800 56 0.04 'x * (ago < 3 ? 1.7 : 1)'
shifted up.csv 1.7 "$(level up.csv 2352)"
SCALE=0.02 PEAK=4 make down.csv 3600 63 0.05 'x * (ago < 14 ? .6 : 1)'
shifted down.csv 0.6 "$(level down.csv 1176)"
SCALE=3e6 PEAK=20 make month.csv 3600 63 0.04 'x * (ago < 30 ? 1.5 : 1)'
shifted month.csv 1.5 "$(level month.csv 672)"

# Weekends that are the busy days: bounds of weekdays are those of weekdays, in every week.
# weekends FILE STEP-SECONDS
weekends()
{
    run "$headroom" forecast "$1" --gauge --horizon 4w
    all=$out
    day=$((86400 / $2))
    part 1 $((5 * day))
    first=$(of p95 mean)
    for week in 1 2 3; do
        out=$all
        part $((week * 7 * day + 1)) $(((week * 7 + 5) * day))
        between 0.9 "$(of p95 mean | awk -v first="$first" '{ print $1 / first }')" 1.12 "$1: weekdays of week $((week + 1)) as those of the first"
    done
}
weekends "$cases/weekend_peak.csv" 3600
SCALE=30 WEEKEND=2.2 PEAK=10 make we1.csv 1800 56 0.04 x
weekends we1.csv 1800
SCALE=4e5 WEEKEND=1.5 PEAK=22 make we2.csv 3600 63 0.03 x
weekends we2.csv 3600
SCALE=0.3 WEEKEND=3 PEAK=18 make we3.csv 900 56 0.05 x
weekends we3.csv 900

# A line's growth: one figure, that of its end, within an interval that holds the truth and no more.
# grows FILE TRUTH
grows()
{
    run "$headroom" fit "$1" --gauge --format csv
    row=$(echo "$out" | sed -n 's/^trend,growth_month,//p')
    low=$(echo "$row" | cut -d, -f2)
    high=$(echo "$row" | cut -d, -f3)
    between "$low" "$2" "$high" "$1: the truth is within the interval"
    between 0 "$(awk -v a="$low" -v b="$high" 'BEGIN { print b - a }')" 0.05 "which is narrow"
    run "$headroom" describe "$1" --gauge --format csv
    has ",$out," ",$(echo "$row" | cut -d, -f1)," "describe says the same"
    run "$headroom" forecast "$1" --gauge --horizon 8w
    has "$err" "the history grew by $(echo "$row" | awk -F, '{ printf "%+.1f", 100 * $1 }')% a month" "and so does forecast"
}
# The end stands at END times the start, over so many days: growth a month of 730 hours, of the last day.
truth() { awk -v end="$1" -v days="$2" 'BEGIN { slope = (end - 1) / days; printf "%.6f", slope * 730 / 24 / (end - slope / 2) }'; }
grows "$cases/lin50.csv" 0.2607
make lin1.csv 300 56 0.04 '80 * (1 + i / (n - 1)) * exp(noise * normal())'
grows lin1.csv "$(truth 2 56)"
make lin2.csv 3600 84 0.05 '0.7 * (1 + 2 * i / (n - 1)) * exp(noise * normal())'
grows lin2.csv "$(truth 3 84)"
make lin3.csv 1800 70 0.04 '9e5 * (1 - .4 * i / (n - 1)) * exp(noise * normal())'
grows lin3.csv "$(truth 0.6 70)"

# One launch, weeks ago or days ago: told, and no property of the hours.
# launched FILE STEP-SECONDS SHARE TWIN
launched()
{
    run "$headroom" forecast "$1" --gauge --horizon 4w
    has "$err" "$3% of its usual and is over" "$1: the launch is told"
    all=$out
    twin=$("$headroom" forecast "$4" --gauge --horizon 4w -q)
    day=$((86400 / $2))
    for week in 0 1 2 3; do
        out=$all
        part $((week * 7 * day + 1)) $(((week + 1) * 7 * day))
        own=$(of p99 mean)
        out=$twin
        part $((week * 7 * day + 1)) $(((week + 1) * 7 * day))
        between 0.9 "$(of p99 mean | awk -v own="$own" '{ print own / $1 }')" 1.15 "p99 of week $((week + 1)) is the twin's"
    done
}
cp "$cases/launch_gone.csv" launch_gone.csv
awk -F, -v OFS=, 'NR > 1 && $1 >= "2025-04-18" && $1 < "2025-04-19" { $2 /= 4 } 1' launch_gone.csv >calm.csv
launched launch_gone.csv 3600 402 calm.csv
for days in 12 24 38; do
    case $days in
    12) step=1800 SCALE=3e6 PEAK=3 factor=3 ;;
    24) step=3600 SCALE=0.05 PEAK=21 factor=5 ;;
    38) step=900 SCALE=90 PEAK=12 factor=6 ;;
    esac
    make calm.csv $step 56 0.04 x
    make launch.csv $step 56 0.04 "x * (ago < $days && ago > $((days - 1)) ? $factor : 1)"
    launched launch.csv $step "$("$headroom" forecast launch.csv --gauge --horizon 1d 2>&1 >/dev/null | sed -n 's/.* stood at \([0-9]*\)% of its usual.*/\1/p')" calm.csv
    between $((factor * 90)) "$("$headroom" forecast launch.csv --gauge --horizon 1d 2>&1 >/dev/null | sed -n 's/.* stood at \([0-9]*\)% of its usual.*/\1/p')" $((factor * 110)) "$days days ago, at what it was"
done

# A job of one hour a day: the hour, and nothing beside it.
# batch FILE STEP-SECONDS HOUR SIZE
batch()
{
    run "$headroom" forecast "$1" --gauge --horizon 2d
    printf '%s\n' "$out" | awk -F, -v step="$2" -v hour="$3" '
        NR == 1 { for (k = 1; k <= NF; k++) if ($k == "p50") at = k; next }
        { now = int((NR - 2) * step / 3600) % 24 }
        now == hour { on += $at; count++ }
        now != hour { if ($(at + 3) > beside) beside = $(at + 3) }
        END { print on / count, beside + 0 }' >batch
    between 0.85 "$(awk -v size="$4" '{ print $1 / size }' batch)" 1.15 "$1: the hour has its size"
    between 0 "$(awk -v size="$4" '{ print $2 / size }' batch)" 0.02 "no p99 of another hour has any of it"
}
batch "$cases/nightly_batch.csv" 3600 2 796
make night1.csv 1800 42 0.1 'int(hour) == 23 ? 30 * exp(noise * normal()) : 0'
batch night1.csv 1800 23 30
make night2.csv 3600 56 0.1 'int(hour) == 0 ? 7e4 * exp(noise * normal()) : 0'
batch night2.csv 3600 0 7e4
make night3.csv 900 28 0.1 'int(hour) == 13 ? 0.6 * exp(noise * normal()) : 0'
batch night3.csv 900 13 0.6

# Disks: days until full, by what they gain net of clean-ups.
run "$headroom" runout "$cases/disk.csv" --by volume --value used_gib --limit size_gib --format csv
days_left() { printf '%s\n' "$out" | awk -F, -v key="$1" 'NR == 1 { for (k = 1; k <= NF; k++) if ($k == "days_left") at = k } $0 ~ key { print $at }'; }
while read -r volume days; do
    between "$(awk -v d="$days" 'BEGIN { print .97 * d }')" "$(days_left "$volume")" "$(awk -v d="$days" 'BEGIN { print 1.03 * d }')" "$volume is full in $days days"
done <<'END'
db-01 90.5
db-02 1380
logs-01 468
home-01 1880
backup-01 5477
END

done_testing
