#!/bin/sh
# Series as no one would wish for, from a seeded generator, through every command that reads an
# export: an answer or a refusal that names the file or its series, in bounded time, and nothing that
# is infinite or no number. NASTY_SERIES says how many series, NASTY_SEED which.
. "$(dirname "$0")/tap.sh"
series=${NASTY_SERIES:-12}
seed=${NASTY_SEED:-1}
seconds=20

# nasty NUMBER: one series, whose kinds of trouble follow from the number.
nasty()
{
    awk -v number="$1" -v seed="$seed" '
    function draw() { state = (state * 16807) % 2147483647; return state / 2147483647 }
    function whole(n) { return int(draw() * n) }
    # UTC of seconds since 1970, by the days of the civil calendar (Howard Hinnant).
    function utc(s,    d, z, era, doe, yoe, doy, mp, day, month, year) {
        d = int(s / 86400); s -= d * 86400
        z = d + 719468; era = int(z / 146097); doe = z - era * 146097
        yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
        doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100)); mp = int((5 * doy + 2) / 153)
        day = doy - int((153 * mp + 2) / 5) + 1; month = mp < 10 ? mp + 3 : mp - 9
        year = yoe + era * 400 + (month <= 2)
        return sprintf("%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, day, int(s / 3600), int(s / 60) % 60, s % 60)
    }
    function value(i,    shape) {
        if (kind == 1) return 0
        if (kind == 2) return 500
        if (kind == 3) return 100 * (whole(3) - 1)
        if (kind == 4) return -whole(1000)
        if (kind == 5) return sprintf("%.17g", 1e300 * draw())
        if (kind == 6) return sprintf("%.17g", 1e-300 * draw())
        if (kind == 7) return draw() < 0.02 ? 1e18 : whole(10)
        if (kind == 8) return draw() < 0.95 ? 0 : whole(100)
        if (kind == 9) return word[1 + whole(words)]
        if (kind == 10) return exp(i / 20) % 1e15
        shape = 300 + 200 * cos(6.2831853 * i * step / 86400)
        return sprintf("%.3f", shape * (0.9 + 0.2 * draw()))
    }
    BEGIN {
        state = 1 + (seed * 7919 + number * 104729) % 2147483646
        for (i = 0; i < 9; i++) draw()
        words = split("NaN,nan,-nan,inf,-inf,Infinity,null,N/A,-,1e999,0x10,--5,,5", word, ",")
        split("1,60,300,3600,86400,604800,7", steps, ",")
        kind = number % 12
        step = steps[1 + whole(7)]
        split("1,2,5,60,200,700,1500", counts, ",")
        rows = counts[1 + whole(7)]
        # What is replayed is replayed by the minute: two months at most.
        if (rows * step > 60 * 86400) rows = int(60 * 86400 / step)
        split("0,1,2,1767225600,4102444800,253402000000", starts, ",")
        start = draw() < 0.7 ? 1767225600 : starts[1 + whole(6)]
        gaps = draw() < 0.4; twice = draw() < 0.2; torn = draw() < 0.2; mixed = draw() < 0.3
        long = draw() < 0.3; far = draw() < 0.1; words_too = draw() < 0.1; back = draw() < 0.1
        print "time,requests_per_s"
        at = start
        for (i = 0; i < rows; i++) {
            at += mixed && draw() < 0.1 ? step * whole(5) / 2 : step
            if (long && i == int(rows / 2)) at += step < 500 ? step * 5000 : 30 * 86400
            if (gaps && draw() < 0.2) continue
            time = utc(back && draw() < 0.05 ? at - 3 * step : at)
            cell = words_too && draw() < 0.05 ? word[1 + whole(words)] : value(i)
            print time "," cell
            if (twice && draw() < 0.2) print time "," value(i)
        }
        if (far) print utc(draw() < 0.5 ? 0 : 253402300000) "," value(rows)
        if (torn) printf "%s", substr(utc(at + step) ",12", 1, 1 + whole(22))
    }'
}

cat >policy.json <<'END'
{"AutoScalingGroups": [{"AutoScalingGroupName": "web", "MinSize": 1, "MaxSize": 40, "DesiredCapacity": 2}],
 "ScalingPolicies": [{"AutoScalingGroupName": "web", "PolicyName": "track", "PolicyType": "TargetTrackingScaling",
  "TargetTrackingConfiguration": {"TargetValue": 60,
   "PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"}}}]}
END
cat >commands <<'END'
clean
clean --step 1h --gaps fill --format json
describe
describe --format json
fit
forecast
forecast --paths 3 --horizon 1d
whatif --scale 5x
size --per-instance 50/s --demand requests_per_s
runout --limit 40 --per-instance 50/s
plan --per-instance 50/s --current 3 --max 20 --price 0.1/h --budget 900/mo
plan --per-instance 50/s --format json
recommend --per-instance 50/s --current 3 --price 0.1/h
simulate --policy policy.json --per-instance 50/s --summary
check --policy policy.json --per-instance 50/s
steps --per-instance 50/s
schedule --per-instance 50/s --demand requests_per_s --boot 5m
warmpool --per-instance 50/s --boot 5m
END

# complain WHAT: names the command and remakes its file.
complaints=0
complain()
{
    complaints=$((complaints + 1))
    echo "# NASTY_SEED=$seed, series $number: headroom $line nasty$number.csv: $1"
    head -n 3 out err | cut -c 1-200 | sed 's/^/#   /'
}

answers=0
refusals=0
try()
{
    # shellcheck disable=SC2086 # words of a command
    (
        ulimit -t $seconds
        exec "$headroom" $line "nasty$number.csv" </dev/null >out 2>err
    ) 2>/dev/null
    status=$?
    [ "$status" -le 2 ] || complain "exit status $status"
    if [ "$status" -eq 2 ]; then
        refusals=$((refusals + 1))
        [ ! -s out ] || complain "half an output before a refusal"
        grep -qE "^headroom: .*(nasty$number\.csv|requests_per_s)" err ||
            complain "a refusal that names neither file nor series"
    else
        answers=$((answers + 1))
        [ -s out ] || complain "an answer of nothing"
    fi
    # Words of the file may be named, in quotes.
    ! sed 's/"[^"]*"//g' out | grep -qiE '(^|[^a-z_])[-+]?(inf|infinity|nan)([^a-z_]|$)' ||
        complain "infinite, or no number"
}

number=0
while [ "$number" -lt "$series" ]; do
    nasty "$number" >"nasty$number.csv"
    while read -r line; do
        try
    done <commands
    # The search takes the longest by far.
    line="tune --per-instance 50/s"
    [ $((number % 16)) -ne 11 ] || try
    number=$((number + 1))
done
is "$complaints" 0 "$series nasty series through every command"
ok "$([ "$answers" -gt "$series" ] && [ "$refusals" -gt "$series" ]; echo $?)" "$answers answers and $refusals refusals"

nasty 3 >again.csv
ok "$(cmp -s again.csv nasty3.csv; echo $?)" "the same seed makes the same series"

done_testing
