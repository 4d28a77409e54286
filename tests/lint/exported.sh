#!/bin/sh
# What a file exports, another one of the program uses: else it is static, or gone.
. "$(dirname "$0")/../cli/tap.sh"
cd "$root" || exit 1
build=${BUILD:-build}

if ! command -v nm >/dev/null 2>&1; then
    skip "exported functions" "nm is not installed"
    done_testing
    exit
fi

# The exceptions, each with its reason; one that is used by now, or gone, is no exception.
cat >"$work/exceptions" <<'EXCEPTIONS'
# Part of a formula that tests/reference holds against a table of its own.
adjustment_change
alarm_evaluate
azure_candidate
azure_fires
azure_reason_name
azure_without_flapping
balanced_zones
burst_over_mean_normal
cache_hit_of_ttl
cleanup_mode_name
daily_peaks_level_sd
instance_fleet_count
keys_moved_by_addition
keys_moved_by_remainder
keys_moved_by_removal
metric_value_add
mmc_wait_percentile
mmck_response_mean
pod_classify
round_robin_mean
round_robin_percentile
scale_events_sum
scale_in_would_flap
scaling_limit_name
service_distribution_weibull
spot_availability
spot_pool_spare
square_root_beta
staff_blocking
staff_response_percentile
staff_wait_mean
staff_wait_probability
step_holds
target_tracking_capacity
# A step of what its file does, of which unit tests have values by hand or from elsewhere.
aws_name_fault
azure_duration_s
demand_cut
first_crossing
level_trend_at
minimise
mmck_response_tail
month_of_step
negative_binomial_cdf
poisson_cdf
policy_same_name
retry_amplification
sized_demand_fits
step_loop_next
stock_probability
table_write
usable_instances
# Reads from memory what the program reads from files or carries: the way in of tests and fuzz targets.
instance_types_read
manifest_list_parse
policy_read_texts
service_prices_read
template_values_read
zone_from_bytes
# A table of the program that a test goes through, and the mistakes of one.
schema_is_named_by_data
schema_mistake
strategy_rules
EXCEPTIONS

# "NAME SOURCE" of each global of the objects in a list that no other object of the list refers to;
# what the address sanitizer adds for every table is none of ours.
unused()
{
    xargs nm -A -g <"$1" | sed "s|^$build/||" | awk '
        {
            source = $1
            sub(/\.o:.*/, ".c", source)
            name = $NF
            if ($(NF - 1) == "U") used[name] = 1
            else if ($(NF - 1) ~ /^[TDBR]$/) defined[name] = source
        }
        END {
            for (name in defined)
                if (!(name in used) && name !~ /^_?main$/ && name !~ /^__odr_asan/) print name, defined[name]
        }' | sort
}

find "$build/src" -name '*.o' | sort | while read -r object; do
    source=${object#"$build"/}
    [ ! -e "${source%.o}.c" ] || echo "$object"
done >"$work/objects"

grep -v '^#' "$work/exceptions" | sort >"$work/excepted"
unused "$work/objects" >"$work/unused"
is "$(awk 'FILENAME == ARGV[1] { known[$1]; next } !($1 in known)' "$work/excepted" "$work/unused")" "" \
    "every exported function and table is used by another file"
is "$(awk 'FILENAME == ARGV[1] { known[$1]; next } !($1 in known)' "$work/unused" "$work/excepted")" "" \
    "every exception is one"

# The test notices what it is for.
grep -v '/src/cmd/commands\.o$' "$work/objects" >"$work/fewer"
is "$(unused "$work/fewer" | grep -c '^cmd_clean src/cmd/clean\.c$')" "1" "what nothing refers to is found"

done_testing
