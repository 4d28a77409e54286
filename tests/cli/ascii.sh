#!/bin/sh
# Charts in ASCII: --ascii, or a locale that has nothing else.
. "$(dirname "$0")/tap.sh"

web=$root/samples/web-requests.csv

# foreign TEXT: the bytes that are not ASCII.
foreign()
{
    printf '%s' "$1" | LC_ALL=C tr -d '\000-\177' | wc -c | tr -d ' '
}

unset LC_ALL LC_CTYPE LANG
for question in "forecast $web --horizon 2d --format text" "describe $web" "fit $web" \
    "plan $web --per-instance 500/s --horizon 2w" \
    "plan $web --per-instance 500/s --horizon 2w --brief" \
    "simulate $web --policy $root/samples/asg.json --per-instance 500/s" \
    "runout $root/samples/volumes.csv --by volume --value used_gib --limit size_gib"; do
    # shellcheck disable=SC2086
    run "$headroom" $question --quiet
    drawn=$out
    # shellcheck disable=SC2086
    run "$headroom" $question --quiet --ascii
    is "$(foreign "$out")" 0 "${question%% *} --ascii: ASCII alone"
    is "$(printf '%s\n' "$out" | wc -l)" "$(printf '%s\n' "$drawn" | wc -l)" "and as many lines"
    # shellcheck disable=SC2086
    plain=$(LC_ALL=C "$headroom" $question --quiet)
    is "$(printf "%s\n" "$plain" | head -30)" "$(printf "%s\n" "$out" | head -30)" "the locale C says the same"
done
run "$headroom" describe "$web" --quiet
[ "$(foreign "$out")" -gt 0 ]
ok $? "without a locale charts have dots"
out=$(LC_ALL=de_DE.UTF-8 LANG=C "$headroom" describe "$web" --quiet)
[ "$(foreign "$out")" -gt 0 ]
ok $? "the first locale that is set decides"
printf 'time,Zürich\n2026-01-01 00:00,1\n2026-01-01 01:00,2\n2026-01-01 02:00,3\n' >names.csv
run "$headroom" clean names.csv --format text --ascii --quiet
has "$out" "zürich" "names keep their letters"
done_testing
