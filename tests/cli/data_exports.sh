#!/bin/sh
# Real exports and other data in a folder (DATA=DIR): each is read, or refused in a sentence that
# says what is wrong with which file and, but for what holds no table at all, what to do.
. "$(dirname "$0")/tap.sh"

if [ -z "${DATA:-}" ] || [ ! -d "$DATA" ]; then
    skip "real exports" "DATA names no folder of data"
    done_testing
    exit
fi

find "$DATA" -type f | LC_ALL=C sort >files
while read -r file; do
    name=${file#"$DATA"/}
    run "$headroom" clean "$file"
    refusal=$(printf '%s\n' "$err" | tail -n 1)
    case $status in
    0)
        is "$(printf '%s\n' "$out" | sed -n '1s/^time,.*,filled$/a series/p')" "a series" "$name is read"
        ;;
    2)
        # "headroom: FILE[:LINE]: ..." of 8 words at least, without what a program says to itself.
        printf '%s\n' "$refusal" | grep -q "^headroom: $file[:0-9]*: ..*" &&
            [ "$(printf '%s\n' "$refusal" | wc -w)" -ge 5 ] &&
            ! printf '%s\n' "$refusal" | grep -qiE '\(null\)|errno|assert|invalid argument|nan'
        ok $? "$name is refused: ${refusal#"headroom: $file"}"
        is "$out" "" "$name: nothing is written"
        ;;
    *) is "$status" "0 or 2" "$name: status" ;;
    esac
done <files
done_testing
