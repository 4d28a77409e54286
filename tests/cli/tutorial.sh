#!/bin/sh
# The tutorial does what it says: its commands run one after another as they are printed, and print the lines that
# it shows, in their order; "..." stands for lines left out, "*" for a part of one.
. "$(dirname "$0")/tap.sh"

ln -s "$root/samples" samples
page=$root/man/headroom-tutorial.7
# Blocks of commands and output, without the escapes of the page.
sed -n '/^\.Bd -literal/,/^\.Ed/p' "$page" | sed -e '/^\.Bd/d; /^\.Ed/d' -e 's/\\-/-/g; s/\\&//g; s/\\e/\\/g' >blocks
is "$(grep -c '^\$ headroom' blocks)" 8 "eight commands in seven steps"

headroom() { "$headroom" "$@"; }
# shown EXPECTED ACTUAL: whether the lines of one file are in the other, in their order.
shown() {
    from=1
    while IFS= read -r line; do
        [ "$line" != "..." ] || continue
        found=
        number=0
        while IFS= read -r got; do
            number=$((number + 1))
            # shellcheck disable=SC2254 # the line is a pattern, for its "*"
            case $got in $line) [ $number -lt $from ] || { found=$number; break; } ;; esac
        done <"$2"
        [ -n "$found" ] || { echo "not printed: $line"; return; }
        from=$((found + 1))
    done <"$1"
}
finish() {
    [ -n "$command" ] || return 0
    eval "$command" >printed 2>messages
    # A plan that is over its budget says so with 1, which is an answer.
    ok "$(($? > 1))" "$command"
    is "$(shown expected printed)" "" "and what it shows"
}
command=
continued=no
while IFS= read -r line; do
    case $continued:$line in
    no:'$ '*) finish; command=${line#'$ '}; : >expected ;;
    yes:*) command="${command%\\}$line" ;;
    *) printf '%s\n' "$line" >>expected ;;
    esac
    case $line in *\\) continued=yes ;; *) continued=no ;; esac
done <blocks
finish
[ -s plan.html ]
ok $? "the page for who signs is there"
done_testing
