#!/bin/sh
# Plans of 100 services of two weeks by the hour, four weeks ahead: processor time as a ratio to their
# forecasts, by the peak of each week and by the step, and time elapsed by threads.
. tests/bench/cpu.inc

points 3600 336 100 >"$bench_folder/fleet.csv"
set -- "$bench_folder/fleet.csv" --horizon 4w --csv --quiet
cpu "$HEADROOM" forecast "$@" --by service --threads 1
forecast=$seconds
echo "ratios are to forecast"
printf '%-44s %7.2f CPU-s\n' "headroom forecast, 100 series" "$forecast"
row "headroom plan, 100 series, by the peak" "$forecast" "$HEADROOM" plan "$@" --per-instance 100/s --threads 1
row "headroom plan, 100 series, by the step" "$forecast" "$HEADROOM" plan "$@" --per-instance 100/s --threads 1 --size-by step
if command -v bash >/dev/null; then
    for threads in 1 2; do
        wall "$HEADROOM" plan "$@" --per-instance 100/s --threads "$threads"
        printf '%-44s %7s s elapsed\n' "headroom plan, 100 series, $threads threads" "$seconds"
    done
fi
