#!/bin/sh
# Completions in real bash, zsh and fish: subcommands, options, fixed values, files, columns of a CSV.
. "$(dirname "$0")/tap.sh"

printf 'time,requests_per_s,cpu ratio\n2024-01-01T00:00:00Z,5,0.5\n' >web.csv
printf 'time,requests_per_s,cpu ratio\n' >'two words.csv'
# A command that takes columns and has fixed values, whichever there are.
command=
for candidate in $(working_commands); do
    "$headroom" "$candidate" -h | grep -q -e '--by' && command=$candidate && break
done
mkdir bin && ln -s "$headroom" bin/headroom
PATH=$work/bin:$PATH
export PATH

# Zones come from the table of the machine; here from one of our own.
mkdir zones
printf '%s\t%s\t%s\n' '# code' place zone DE +5230+01322 Europe/Berlin >zones/zone1970.tab
TZDIR=$work/zones
export TZDIR

# Keys, measures and columns that the program offers.
printf 'time,team,rate\n' >teams.csv
for hour in 0 1 2 3; do
    printf '2024-01-01T0%s:00:00Z,web,5\n2024-01-01T0%s:00:00Z,batch,6\n' "$hour" "$hour"
done >>teams.csv

# --- bash -------------------------------------------------------------------------------------------
# in_bash WORD ...: the replies for the last word, sorted, on one line.
in_bash()
{
    bash --norc -c '
        source "$1/completions/headroom.bash"; shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _headroom
        printf "%s\n" "${COMPREPLY[@]}"' bash "$root" "$@" 2>&1 | sort | tr '\n' ' ' | sed 's/ *$//'
}

if command -v bash >/dev/null; then
    is "$(in_bash headroom he)" help "bash: a subcommand"
    is "$(in_bash headroom --v)" --version "bash: the program's own options"
    is "$(in_bash headroom help --sch)" --schema "bash: an option"
    is "$(in_bash headroom help --format j)" json "bash: a fixed value"
    is "$(in_bash headroom help --format = m)" md "bash: a fixed value after ="
    is "$(in_bash headroom help --format =)" "csv html json md svg text" "bash: all of them after ="
    is "$(in_bash headroom check --format j)" "json junit" "bash: a value that only this command takes"
    is "$(in_bash headroom describe --format ju)" "" "bash: and others do not"
    is "$(in_bash headroom check --rules we)" "" "bash: a file, where another command has a flag"
    is "$(in_bash headroom help --rules ass)" assumptions "bash: and the flag, where it is one"
    is "$(in_bash headroom help ass)" assumptions "bash: a topic of help"
    is "$(in_bash headroom help -o we)" "" "bash: a file is left to bash"
    is "$(in_bash headroom help layouts --format csv --layout zzz)" "" "bash: no such layout"
    if [ -n "$command" ]; then
        is "$(in_bash headroom "$command" web.csv --by requ)" requests_per_s "bash: a column"
        is "$(in_bash headroom "$command" web.csv --by c)" 'cpu\ ratio' "bash: a column is quoted"
        is "$(in_bash headroom "$command" web.csv --value time,requ)" time,requests_per_s \
            "bash: a further column"
        is "$(in_bash headroom "$command" 'two\ words.csv' --by ti)" time "bash: a quoted file name"
        is "$(in_bash headroom "$command" --by '')" "" "bash: no columns without a file"
        is "$(in_bash headroom "$command" --tz Eu)" Europe/Berlin "bash: a zone"
    else
        skip "bash: a column" "no command takes one"
    fi
    is "$(in_bash headroom describe teams.csv --by team --only b)" batch "bash: a key"
    is "$(in_bash headroom describe teams.csv --by team --only batch,w)" batch,web "bash: a further key"
    is "$(in_bash headroom check teams.csv --require longest)" longest_violation_s "bash: a measure of a replay"
    is "$(in_bash headroom runout teams.csv --require days)" days_left "bash: a measure of an answer"
    is "$(in_bash headroom forecast teams.csv --sort p9)" "p90 p95 p99" "bash: a column to sort by"
    complete=$(bash --norc -c "source '$root/completions/headroom.bash'; complete -p headroom")
    has "$complete" "-F _headroom headroom" "bash: the program is known"
else
    skip "bash" "not installed"
fi

# --- zsh --------------------------------------------------------------------------------------------
# in_zsh TEXT: what the line becomes after TAB.
in_zsh()
{
    zsh -f "$root/tests/cli/complete.zsh" "$root/completions" "$1" 2>&1
}

if command -v zsh >/dev/null && ! zsh -fc 'zmodload zsh/zpty && zpty probe true' 2>/dev/null; then
    skip "zsh" "it cannot open a pseudo terminal here"
elif command -v zsh >/dev/null; then
    is "$(in_zsh 'headroom hel')" "headroom help " "zsh: a subcommand"
    is "$(in_zsh 'headroom help --sch')" "headroom help --schema " "zsh: an option"
    is "$(in_zsh 'headroom help --format j')" "headroom help --format json " "zsh: a fixed value"
    is "$(in_zsh 'headroom help --format=j')" "headroom help --format=json " "zsh: a fixed value after ="
    is "$(in_zsh 'headroom help assum')" "headroom help assumptions " "zsh: a topic of help"
    is "$(in_zsh 'headroom describe teams.csv --by team --only b')" \
        "headroom describe teams.csv --by team --only batch " "zsh: a key"
    is "$(in_zsh 'headroom check teams.csv --require longest')" "headroom check teams.csv --require longest_violation_s " \
        "zsh: a measure"
    is "$(in_zsh 'headroom forecast teams.csv --columns time,me')" \
        "headroom forecast teams.csv --columns time,mean " "zsh: a further column to show"
    is "$(in_zsh 'headroom help -o we')" "headroom help -o web.csv " "zsh: a file"
    if [ -n "$command" ]; then
        is "$(in_zsh "headroom $command web.csv --by requ")" \
            "headroom $command web.csv --by requests_per_s " "zsh: a column"
        is "$(in_zsh "headroom $command two\\ words.csv --by c")" \
            "headroom $command two\\ words.csv --by cpu\\ ratio " "zsh: a column is quoted"
        is "$(in_zsh "headroom $command web.csv --value time,requ")" \
            "headroom $command web.csv --value time,requests_per_s " "zsh: a further column"
        is "$(in_zsh "headroom $command --tz Eu")" "headroom $command --tz Europe/Berlin " "zsh: a zone"
    else
        skip "zsh: a column" "no command takes one"
    fi
else
    skip "zsh" "not installed"
fi

# --- fish -------------------------------------------------------------------------------------------
# in_fish TEXT: the candidates, sorted, on one line.
in_fish()
{
    HOME=$work fish --no-config -c "source $root/completions/headroom.fish; complete -C '$1'" 2>&1 |
        sed 's/	.*//' | sort | tr '\n' ' ' | sed 's/ *$//'
}

if command -v fish >/dev/null; then
    is "$(in_fish 'headroom hel')" help "fish: a subcommand"
    is "$(in_fish 'headroom help --sch')" --schema "fish: an option"
    is "$(in_fish 'headroom help --format j')" json "fish: a fixed value"
    is "$(in_fish 'headroom help --format=j')" --format=json "fish: a fixed value after ="
    is "$(in_fish 'headroom help assum')" assumptions "fish: a topic of help"
    is "$(in_fish 'headroom describe teams.csv --by team --only b')" batch "fish: a key"
    is "$(in_fish 'headroom check teams.csv --require longest')" longest_violation_s "fish: a measure"
    is "$(in_fish 'headroom forecast teams.csv --columns time,me')" time,mean "fish: a further column to show"
    is "$(in_fish 'headroom help -o we')" web.csv "fish: a file"
    if [ -n "$command" ]; then
        is "$(in_fish "headroom $command web.csv --by requ")" requests_per_s "fish: a column"
        is "$(in_fish "headroom $command web.csv --value time,requ")" time,requests_per_s \
            "fish: a further column"
        is "$(in_fish "headroom $command we")" web.csv "fish: an operand is a file"
        is "$(in_fish "headroom $command --tz Eu")" Europe/Berlin "fish: a zone"
    else
        skip "fish: a column" "no command takes one"
    fi
else
    skip "fish" "not installed"
fi

# --- the helper -------------------------------------------------------------------------------------
is "$("$headroom" __columns web.csv | tr '\n' '|')" "time|requests_per_s|cpu ratio|" "columns, one a line"
run "$headroom" __columns missing.csv
is "$status:$out:$err" "0::" "a missing file says nothing"
for line in "keys" "keys describe" "keys describe missing.csv" "keys describe web.csv" "nothing describe" "measures nothing"; do
    # shellcheck disable=SC2086
    run "$headroom" __candidates $line
    is "$status:$out:$err" "0::" "candidates: $line"
done
mkfifo pipe
run timeout 5 "$headroom" __columns pipe
is "$status:$out" "0:" "a pipe is not read"
done_testing
