#!/bin/sh
# Messages on standard error: colour only for people at a terminal who want it (rule 3).
. "$(dirname "$0")/tap.sh"

# Rows out of order and twice: two kinds of warnings.
if "$headroom" help --commands | grep -q -x clean; then
    printf '%s\n' time,load 2024-01-01T00:00:00Z,5 2024-01-01T00:02:00Z,7 2024-01-01T00:01:00Z,6 \
        2024-01-01T00:03:00Z,6 2024-01-01T00:03:00Z,6 >dirty.csv
    run "$headroom" clean dirty.csv
    is "$status" 0 "warnings alone are no trouble"
    is "$(printf '%s\n' "$err" | grep -c '^headroom: warning: ')" 2 "each kind is said once"
    clean=$out
    run "$headroom" clean dirty.csv -q
    is "$status:$err" "0:" "-q silences them"
    is "$out" "$clean" "and changes nothing else"
    run "$headroom" clean dirty.csv -v
    has "$err" "headroom: dirty.csv: read as csv" "-v says what was detected"
    is "$out" "$clean" "and changes nothing else"
    for quiet in '' -q; do
        run "$headroom" clean dirty.csv --strict $quiet -o kept.csv
        is "$status:$(ls kept.csv 2>/dev/null)" "2:" "--strict $quiet makes them trouble"
        has "$err" "headroom: warning: load: 1 row is" "--strict $quiet says which"
        has "$err" "2 kinds of warnings, and --strict makes warnings errors: nothing was written" "and why"
    done
else
    skip "warnings" "no command clean"
fi

if ! command -v script >/dev/null || ! script -qec true /dev/null </dev/null >/dev/null 2>&1; then
    skip "messages on a terminal" "no script(1) that takes -e and -c"
    done_testing
    exit
fi

escape=$(printf '\033')
# on_terminal SETTING ...: the message of a wrong command on a terminal, under these settings
on_terminal()
{
    env -u NO_COLOR "$@" script -qec "'$headroom' hlep" /dev/null </dev/null 2>&1 | tr -d '\r'
}

has "$(on_terminal TERM=xterm)" "headroom: ${escape}[31m" "a terminal gets colour"
is "$(on_terminal TERM=xterm NO_COLOR=1)" 'headroom: "hlep" is not a command; did you mean help?' "not with NO_COLOR"
has "$(on_terminal TERM=xterm NO_COLOR=)" "${escape}[31m" "an empty NO_COLOR does not count"
is "$(on_terminal TERM=dumb)" 'headroom: "hlep" is not a command; did you mean help?' "not on a dumb terminal"
run env TERM=xterm "$headroom" hlep
is "$err" 'headroom: "hlep" is not a command; did you mean help?' "not in a pipe"
output=$(env TERM=xterm script -qec "'$headroom' help layouts --format csv" /dev/null </dev/null | tr -d '\r')
is "$output" "$("$headroom" help layouts --format csv)" "output on a terminal is the same as in a pipe"

# Long enough to show progress: many series to forecast.
awk 'BEGIN { print "time,service,load"
    for (k = 0; k < 60; k++) for (i = 0; i < 672; i++)
        printf "%d,s%d,%d\n", 1704067200 + i * 3600, k, 100 + k + 50 * sin(i * 6.2831853 / 24) + i * 7919 % 13 }' >fleet.csv
if "$headroom" help --commands | grep -q -x forecast; then
    work_long="'$headroom' forecast fleet.csv --by service -o answer.csv"
    progress=$(env -u NO_COLOR TERM=xterm script -qec "$work_long" /dev/null </dev/null)
    case $progress in
    *forecasting*)
        has "$progress" "${escape}[Kheadroom: 60 series" "progress is taken off before the notes" ;;
    *) skip "progress on a terminal" "it was done too soon" ;;
    esac
    progress=$(env TERM=xterm NO_COLOR=1 script -qec "$work_long" /dev/null </dev/null)
    is "$(printf '%s' "$progress" | grep -c forecasting)" 0 "no progress with NO_COLOR"
    run env TERM=xterm "$headroom" forecast fleet.csv --by service -o answer.csv
    is "$(printf '%s' "$err" | grep -c forecasting)" 0 "no progress in a pipe"
else
    skip "progress" "no command forecast"
fi
done_testing
