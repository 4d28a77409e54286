#!/bin/sh
# What holds for every command alike: options, input and exit statuses (rules 6 to 11 of the language).
. "$(dirname "$0")/tap.sh"

# takes COMMAND OPTION
takes()
{
    "$headroom" help "$1" --format csv | grep -q -e "^$2,"
}

# Refusals of the command line itself: nothing on standard output, one line on standard error.
for command in $("$headroom" help --commands); do
    run "$headroom" "$command" --no-such-option
    is "$status:$out" "2:" "$command: an unknown option is trouble"
    is "$err" "headroom: $command: \"--no-such-option\" is not an option; headroom $command --help lists them" \
        "$command: and says so"
    run "$headroom" "$command" --hel
    has "$err" "did you mean --help?" "$command: no abbreviations"
    run "$headroom" "$command" --help=yes
    has "$err" "--help takes no value" "$command: a flag takes no value"
    if takes "$command" --format; then
        run "$headroom" "$command" --format
        has "$err" "--format needs a value: --format text|csv|json|md" "$command: a missing value"
        run "$headroom" "$command" --format jsn
        has "$err" 'did you mean "json"?' "$command: a wrong value"
        run "$headroom" "$command" -o answer.docx
        has "$err" "does not end in .csv .json .txt .md .html .svg or .xlsx" "$command: an unknown ending"
        run "$headroom" "$command" --format csv -o answer.xlsx
        has "$err" "is a workbook, --format asks for csv: leave one out" "$command: a contradiction"
    fi
    if takes "$command" --by; then
        run "$headroom" "$command" --byy service
        has "$err" "did you mean --by?" "$command: did you mean"
    fi
    if takes "$command" --headroom && takes "$command" --target; then
        run "$headroom" "$command" --headroom 50% --target 60%
        has "$err" "--headroom and --target exclude each other" "$command: two spellings of one thing"
    fi
    if takes "$command" --price; then
        # What the shell leaves of "$0.17/h", "$.20/h" and "$1/h".
        for remains in bash.17/h /h .20/h; do
            run "$headroom" "$command" --price $remains
            is "$status" 2 "$command: --price $remains is trouble"
            has "$err" "currency sign" "$command: and the message tells of the currency sign"
        done
    fi
    if takes "$command" --budget; then
        run "$headroom" "$command" --budget 6000
        is "$status:$out" "2:" "$command: money without a unit of time is trouble"
        has "$err" 'has no unit of time: /h /d /w /mo /y are known; for example --budget 0.17/h or 6000/mo' \
            "$command: and the message says how to write it"
    fi
    if takes "$command" --lead-time; then
        run "$headroom" "$command" --lead-time 6
        is "$status" 2 "$command: a duration needs a unit"
    fi
done

# Input: a command that is left without any reads standard input, unless that is a terminal.
for command in $(working_commands); do
    "$headroom" help "$command" | head -1 | grep -q FILE || continue
    run sh -c ': | "$0" "$1"' "$headroom" "$command"
    is "$status:$out" "2:" "$command: empty standard input is trouble"
    run "$headroom" "$command" missing.csv
    is "$status:$out" "2:" "$command: a missing file is trouble"
    has "$err" "headroom: " "$command: the message has its prefix"
    if command -v script >/dev/null && script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
        timeout 10 script -qec "'$headroom' $command; echo status=\$?" /dev/null </dev/null >terminal 2>&1
        has "$(cat terminal)" "status=2" "$command: a terminal as input is trouble"
        has "$(cat terminal)" "headroom: " "$command: that is said at once"
    else
        skip "$command: a terminal as input" "no script(1) that takes -e and -c"
    fi
done

# Arguments that leave nothing to read: standard input is not touched. A folder cannot be read.
if "$headroom" help --commands | grep -q -x size; then
    "$headroom" size --demand 10k/s --per-instance 500/s <. >answer 2>messages
    is "$?:$(cat messages)" "0:" "size with a quantity does not touch standard input"
    "$headroom" size --demand mean <. >answer 2>messages
    is "$?" 2 "with a column it does"
fi

# A status that no row can have would hold for ever: it is refused, with those that there are.
"$headroom" forecast "$root/samples/web-requests.csv" --horizon 1w -q -o week.csv
run "$headroom" runout week.csv --demand p95 --per-instance 500/s --limit 20 --require 'status!=lat'
has "$status:$err" 'headroom: --require: status is never "lat"; it is one of: ok, order now, late, not reached' "runout: a mistyped status"
run "$headroom" runout "$root/samples/volumes.csv" --require 'status!=ful'
has "$status:$err" 'status is never "ful"; it is one of: full, clean-up overdue, late' "runout: of volumes"
run "$headroom" plan "$root/samples/web-requests.csv" --per-instance 500/s --horizon 1w --require 'status!=lated'
has "$status:$err" 'headroom: --require: status is never "lated"; it is one of: enough, enough so far, order, late, over budget, cannot be met' "plan: a mistyped status"
run "$headroom" runout week.csv --demand p95 --per-instance 500/s --limit 20 --require 'status=late' --format json -q
is "$status $(printf '%s\n' "$out" | jq -c '.rules[0] | [.status, .actual, .limit]')" '1 ["fail","order now","late"]' "words stand in the table of rules"
# A rules file compares words as --require does, in either column; a waiver excuses until its day.
asked="runout week.csv --demand p95 --per-instance 500/s --limit 20 -q --format json"
while IFS='|' read -r row as_of wanted; do
    printf 'rule,limit,reason,owner,expires\n%s\n' "$row" >words.csv
    # shellcheck disable=SC2086
    run "$headroom" $asked --rules words.csv $as_of
    is "$status $(printf '%s\n' "$out" | jq -r '.rules[0].status')" "$wanted" "$row$as_of"
done <<'ROWS'
status,!=late,,,||0 pass
status!=order now,,,,||1 fail
status!=order now,,a move,lead,2026-12-31||0 waived
status,!=order now,a move,lead,2026-02-01||1 fail
status,!=late,a move,lead,2026-12-31|--as-of 2026-12-30|0 waived
status,!=late,a move,lead,2026-12-31|--as-of 2027-01-01|1 fail
status,!=late,a move,lead,2026-03-31|--as-of now|1 fail
ROWS
printf 'rule,limit,reason,owner,expires\nmin-above-max,,a move,lead,2026-12-31\n' >lint.csv
run "$headroom" runout week.csv --demand p95 --per-instance 500/s --limit 20 -q --rules lint.csv
is "$status $(printf '%s\n' "$out" | grep -c '^Rules')" "0 0" "a waiver of lint is none of a run-out, and no empty heading stands for it"
done_testing
