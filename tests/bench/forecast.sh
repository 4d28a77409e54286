#!/bin/sh
# Forecasting: a year of minutes, 8,064 points of five minutes, and 414 series of 900 hours, as ratios
# to seasonal decomposition with exponential smoothing in R and Python, where these are installed
# (R=no leaves both out). They get BOUND seconds of processor time each, two minutes by default: in
# Python the year needs more than five.
. tests/bench/cpu.inc

# in_r FREQUENCY STEPS FILE: R reads the file and forecasts it
in_r()
{
    Rscript -e "x <- ts(read.csv('$3')\$requests_per_s, frequency = $1)" -e "f <- forecast::stlf(x, h = $2)"
}

in_python()
{
    python3 -c "import pandas as p
from statsmodels.tsa.forecasting.stl import STLForecast
from statsmodels.tsa.holtwinters import ExponentialSmoothing
x = p.read_csv('$3').requests_per_s
STLForecast(x, ExponentialSmoothing, period=$1).fit().forecast($2)"
}

# against NAME FREQUENCY STEPS FILE HORIZON: headroom, and what there is beside it
against()
{
    cpu "$HEADROOM" forecast "$4" --horizon "$5"
    ours=$seconds
    peak "$HEADROOM" forecast "$4" --horizon "$5"
    printf '%-44s %7s CPU-s  %6s   %s KiB\n' "headroom forecast, $1" "$ours" "" "${kibibytes:-unknown}"
    [ "${R:-yes}" = no ] && return
    if command -v Rscript >/dev/null && Rscript -e 'q(status = !requireNamespace("forecast", quietly = TRUE))' 2>/dev/null; then
        slow_row "R forecast::stlf, $1" "$ours" in_r "$2" "$3" "$4"
    fi
    if command -v python3 >/dev/null && python3 -c 'import statsmodels' 2>/dev/null; then
        slow_row "statsmodels STLForecast, $1" "$ours" in_python "$2" "$3" "$4"
    fi
}

echo "ratios are to headroom"
points 60 525600 1 >"$bench_folder/year.csv"
points 300 8064 1 >"$bench_folder/weeks.csv"
points 3600 900 414 >"$bench_folder/fleet.csv"
against "year of minutes" 1440 43200 "$bench_folder/year.csv" 30d
against "8,064 points" 288 2016 "$bench_folder/weeks.csv" 1w
cpu "$HEADROOM" forecast "$bench_folder/fleet.csv" --by service --horizon 2d --threads 1
printf '%-44s %7s CPU-s\n' "headroom forecast, 414 series of 900 hours" "$seconds"
if command -v bash >/dev/null; then
    for threads in 1 2; do
        wall "$HEADROOM" forecast "$bench_folder/fleet.csv" --by service --horizon 2d --threads "$threads"
        printf '%-44s %7s s elapsed\n' "headroom forecast, 414 series, $threads threads" "$seconds"
    done
fi
