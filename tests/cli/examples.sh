#!/bin/sh
# Every example of the commands and of the man pages runs, ends as it says, gives the same bytes each time
# and in every locale, and notices when its output goes nowhere.
. "$(dirname "$0")/tap.sh"
docs=${headroom%/*}/headroom-docs
[ -x "$docs" ] || docs=$root/build/headroom-docs
ln -s "$root/samples" samples
mkdir bin && ln -s "$headroom" bin/headroom
PATH=$work/bin:$PATH
export PATH

# A locale with a decimal comma, made here where the system has none.
mkdir locale
if LC_ALL=de_DE.UTF-8 locale decimal_point 2>/dev/null | grep -q ','; then
    comma=yes
elif localedef -i de_DE -f UTF-8 "$work/locale/de_DE.UTF-8" >/dev/null 2>&1; then
    comma=yes
    LOCPATH=$work/locale
    export LOCPATH
else
    comma=
fi

# answer FILE SHELL-LINE: its output in FILE; leaves $status.
answer()
{
    timeout 60 sh -c "$2" >"$1" 2>"$work/.err" </dev/null
    status=$?
}

same()
{
    cmp -s "$1" "$2"
    ok $? "$3" || diff "$1" "$2" | head -5 | sed 's/^/# /'
}

# Checks of one example: EXPECTED-STATUS LINE
check()
{
    answer first "$2"
    is "$status" "$1" "$2" || sed 's/^/# /' "$work/.err"
    [ -s first ] || case $2 in
    *' -o '* | *'>'*) ;;
    *) ok 1 "it says something" ;;
    esac
    answer second "$2"
    same first second "the same bytes again"
    if [ -n "$comma" ]; then
        LC_ALL=de_DE.UTF-8 answer second "$2"
        same first second "the same bytes where a comma is the decimal point"
    else
        skip "the same bytes where a comma is the decimal point" "no localedef"
    fi
    LC_ALL=C awk '/\033/ { exit 1 }' first "$work/.err"
    ok $? "no colour outside a terminal"
    case $2 in
    *'|'* | *'>'* | *' -o '* | *'&&'*) return ;;
    esac
    if [ -c /dev/full ]; then
        answer /dev/full "$2"
        is "$status" 2 "a full disk is noticed"
        has "$(cat "$work/.err")" "standard output: " "and said"
    fi
    answer second "$2 | true"
    is "$status:$(cat "$work/.err" | grep -c 'roken pipe')" "0:0" "a closed pipe ends it quietly"
    command=${2#headroom }
    command=${command%% *}
    "$headroom" help "$command" --format csv 2>/dev/null | grep -q '^--output,' || return
    case $2 in
    *' --format '* | *' --emit '*) return ;;
    esac
    for ending in csv json txt md xlsx; do
        answer second "$2 -o answer.$ending"
        is "$status:$(wc -c <second | tr -d ' ')" "$1:0" "-o answer.$ending"
        [ -s answer.$ending ]
        ok $? "wrote answer.$ending"
        mv answer.$ending before.$ending
        answer second "$2 -o answer.$ending"
        same before.$ending answer.$ending "answer.$ending has the same bytes again"
    done
    is "$(find . -name '.*' -type f ! -name .out ! -name .err)" "" "no temporary file is left"
    rm -f answer.* before.*
}

"$docs" examples >examples
ok $? "the examples are listed"
while IFS='	' read -r expected line; do
    check "$expected" "$line"
done <examples

# Lines "$ headroom ..." of the man pages, joined where they end in a backslash, unless they are examples.
for page in "$root"/man/*; do
    awk -v name="${page##*/}" '
        /^\$ headroom/ || /^\$ .*\| *headroom/ { line = $0; open = 1 }
        !open { next }
        line != $0 { sub(/^ +/, ""); line = line " " $0 }
        line ~ /\\e$/ { sub(/ *\\e$/, "", line); next }
        { open = 0; sub(/^\$ /, "", line); gsub(/\\-/, "-", line); gsub(/\\&/, "", line)
          gsub(/\\e/, "\\", line); print line; line = "" }' "$page" >lines
    while IFS= read -r line; do
        cut -f 2- examples | grep -q -x -F -e "$line" && continue
        answer first "$line"
        [ "$status" -le 1 ]
        ok $? "${page##*/}: $line" || sed 's/^/# /' "$work/.err"
    done <lines
done
done_testing
