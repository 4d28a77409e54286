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
done_testing
