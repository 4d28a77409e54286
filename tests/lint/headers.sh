#!/bin/sh
# Every header compiles alone, guards itself by its path, and comes first in its own source.
. "$(dirname "$0")/../cli/tap.sh"
cd "$root" || exit 1
cc=${CC:-cc}
flags=$(pkg-config --cflags jansson xlsxwriter 2>/dev/null)

find src -name '*.h' | sort >"$work/headers"
while read -r header; do
    printf '#include "%s"\n#include "%s"\n' "${header#src/}" "${header#src/}" >"$work/$(echo "$header" | tr / _).c"
done <"$work/headers"
# shellcheck disable=SC2086 # flags are words
problems=$($cc -std=c17 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -Wall -Wextra -Werror -Isrc $flags \
    -fsyntax-only "$work"/src_*.c 2>&1 | head -n 20)
is "$problems" "" "$(wc -l <"$work/headers" | tr -d ' ') headers compile alone, and twice"

guards()
{
    while read -r header; do
        guard=HEADROOM_$(echo "${header#src/}" | tr 'a-z/.' 'A-Z__')
        grep -q "^#ifndef $guard\$" "$header" && grep -q "^#define $guard\$" "$header" ||
            echo "$header: its guard is not $guard"
    done <"$work/headers"
}
is "$(guards)" "" "guards are named for their files"

first_includes()
{
    find src -name '*.c' | sort | while read -r source; do
        [ -e "${source%.c}.h" ] || continue
        own=${source#src/}
        own=${own%.c}.h
        first=$(sed -n 's/^#include ["<]\(.*\)[">].*/\1/p' "$source" | head -n 1)
        [ "$first" = "$own" ] || echo "$source: includes $first before $own"
    done
}
is "$(first_includes)" "" "a source includes its own header first"

done_testing
