#!/bin/sh
# Messages on standard error: colour only for people at a terminal who want it (rule 3).
. "$(dirname "$0")/tap.sh"

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
done_testing
