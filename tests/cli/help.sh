#!/bin/sh
# Help of the program and of every command (rule 10).
. "$(dirname "$0")/tap.sh"

run "$headroom"
overview=$err
is "$status:$out" "2:" "no command: the overview on standard error, a usage error"
for word in help --help -h; do
    run "$headroom" $word
    is "$out" "$overview" "headroom $word is the same"
done
run "$headroom" --version
has "$out" "headroom $(sed -n 's/^VERSION = //p' "$root/Makefile")" "--version has the Makefile's version"
for library in libcsv libxlsxwriter GSL jansson yajl libyaml zlib; do
    has "$out" "$library " "--version names $library"
done

run "$headroom" hlep
is "$status:$out" "2:" "an unknown command is trouble"
is "$err" 'headroom: "hlep" is not a command; did you mean help?' "with a suggestion"
run "$headroom" xyzzy
is "$err" 'headroom: "xyzzy" is not a command; headroom help lists them' "or where to look"
run "$headroom" --strict
has "$err" "the command comes first" "an option before the command"
run "$headroom" help hlep
is "$err" 'headroom: help: "hlep" is no command or topic; did you mean help?' "an unknown topic"
run "$headroom" help --schema
has "$err" "--schema needs a command" "--schema alone"
run "$headroom" "$(printf 'a\033[31mb')"
has "$err" 'a\x1b[31mb' "control characters are escaped"

for command in $("$headroom" help --commands); do
    has "$overview" "  $command " "$command is in the overview"
    run "$headroom" "$command" -h
    short=$out
    is "$status:$err" "0:" "$command -h"
    is "${short%% \[OPTION*}" "usage: headroom $command" "$command -h begins with the usage"
    has "$short" "
Examples:
  headroom " "$command -h has examples"
    run "$headroom" "$command" --help
    whole=$out
    is "$status:$err" "0:" "$command --help"
    run "$headroom" help "$command"
    is "$out" "$whole" "headroom help $command is the same"
    is "$(printf '%s\n' "$short" "$whole" | LC_ALL=C awk 'length > 80')" "" "$command: at most 80 columns"
    for option in $("$headroom" help "$command" --format csv | sed -n 's/^\(--*[a-z-]*\),.*/\1/p'); do
        has "$whole" "$option" "$command --help has $option"
    done
    page=$root/man/headroom-$command.1
    says_no=$(sed -n '/^\.Sh EXIT STATUS/,/^\.Sh EXAMPLES/p' "$page" 2>/dev/null | grep -c '^\.It 1$')
    is "$(printf '%s\n' "$whole" | grep -c '^Exit status:.* 1 the answer is no')" "$says_no" \
        "$command --help knows status 1 where its manual page does"
    run "$headroom" help --schema "$command" --format csv
    is "${out%%
*}" "direction,table,column,type,unit,optional,meaning" "$command: --schema is a table"
done

run "$headroom" help assumptions
is "${out%%
*}" "name,value,unit,source,owner,date,meaning" "the template of assumptions has its header"
has "$out" "
headroom,,,,,,\"capacity kept free on top of the demand, as a share of the demand; default: 50%\"" "and names the defaults"
printf '%s\n' "$out" >template.csv
for command in $(working_commands); do
    "$headroom" help "$command" --format csv | grep -q '^--demand,' || continue
    run "$headroom" "$command" --assume template.csv --demand 10k/s --per-instance 500/s
    case $err in
    *template.csv:*) ok 1 "$command takes the template as it is" ;;
    *) ok 0 "$command takes the template as it is" ;;
    esac
done
# Long examples can be pasted: lines that go on end in a backslash, and none is wider than the page.
examples=$("$headroom" size -h | sed -n '/^Examples/,/^$/p')
has "$examples" " \\
      " "examples go on behind a backslash"
is "$(printf '%s\n' "$examples" | awk 'length > 80')" "" "within 80 columns"
run sh -c "$(printf '%s\n' "$examples" | grep -A 1 -m 1 ' \\$' | sed "s|headroom|\"$headroom\"|")"
is "$err" "" "and run as they are shown"
run "$headroom" help layouts --format csv
is "${out%%
*}" "layout,meaning" "layouts are a table"
run "$headroom" help terms --format csv
is "${out%%
*}" "term,default,range,goes_by,no_part,refuses,meaning" "terms are a table"
has "$out" "
headroom,50%,\"from 0% to 10,000%\",\"size, plan, recommend, runout, schedule, warmpool, steps, cost\",\"simulate, check, tune\",," \
    "with their bounds and commands"
has "$out" "
cells,,\"more than 0 and at most 1,000,000\",\"size, plan, recommend, runout, schedule, warmpool, cost\",,\"steps, simulate, check, tune\"," \
    "and those that refuse them"
# Exit status 1 is told of commands that say no, and of no other.
run "$headroom" size --help
has "$(echo "$out" | tr -s ' \n' ' ')" \
    "1 the answer is no: max or the budget is below what is needed" "size says no"
run "$headroom" fit --help
is "$(echo "$out" | grep -c 'the answer is no')" 0 "fit never does"

done_testing
