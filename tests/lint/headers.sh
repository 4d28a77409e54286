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
    xargs awk '
        function check() {
            if (file != "" && !(begun && named)) print file ": its guard is not " guard
        }
        FNR == 1 {
            check()
            file = FILENAME
            guard = "HEADROOM_" toupper(substr(file, 5))
            gsub(/[\/.]/, "_", guard)
            begun = named = 0
        }
        $0 == "#ifndef " guard { begun = 1 }
        $0 == "#define " guard { named = 1 }
        END { check() }
    ' <"$work/headers"
}
is "$(guards)" "" "guards are named for their files"

first_includes()
{
    find src -name '*.c' | sort | xargs awk -v headers="$work/headers" '
        BEGIN { while ((getline header <headers) > 0) there[substr(header, 5)] = 1 }
        FNR == 1 {
            own = substr(FILENAME, 5)
            sub(/c$/, "h", own)
            looking = own in there
        }
        looking && /^#include ["<]/ {
            split($0, part, /["<>]/)
            if (part[2] != own) print FILENAME ": includes " part[2] " before " own
            looking = 0
        }
    '
}
is "$(first_includes)" "" "a source includes its own header first"

done_testing
