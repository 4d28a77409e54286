#!/bin/sh
# Sources stay small and finished, and know nothing of the machine that they were written on.
. "$(dirname "$0")/../cli/tap.sh"
cd "$root" || exit 1

# A function is what stands between a brace at the start of a line and the next one that closes it.
long_functions()
{
    find src -name '*.c' | sort | xargs awk '
        FNR == 1 { start = 0 }
        /^[a-z].*\(/ && !/;$/ { name = $0 }
        /^\{/ { start = FNR }
        /^\}/ && start {
            if (FNR - start - 1 > 60) print FILENAME ":" start ": " FNR - start - 1 " lines: " name
            start = 0
        }
    '
}
is "$(long_functions)" "" "no function is longer than 60 lines"

if [ -d .git ] || [ -f .git ]; then
    git ls-files >"$work/files"
else
    find . -type f ! -path './build/*' | sed 's|^\./||' >"$work/files"
fi
# This test names what it looks for, and licences are not ours to change.
grep -v -x -e tests/lint/sources.sh -e LICENSE -e tests/fuzz/corpus/ingest "$work/files" >"$work/ours"

in_ours()
{
    tr '\n' '\0' <"$work/ours" | xargs -0 grep -nIE "$1" -- /dev/null | head -n 10
}
is "$(in_ours '\b(TODO|FIXME|XXX:|HACK)\b')" "" "nothing is left to do in a comment"
is "$(in_ours '(^|[^A-Za-z0-9_.])(/home/[a-z]|/Users/|/root/|/mnt/)')" "" "no path of one machine"

# Comments and texts may speak of them.
banned_words()
{
    find src -name '*.[ch]' | sort | xargs awk '
        {
            code = $0
            sub(/\/\/.*/, "", code)
            gsub(/"([^"\\]|\\.)*"/, "", code)
            if ((" " code) ~ /[^A-Za-z0-9_](strcpy|strcat|sprintf|vsprintf|strtok|gmtime|localtime|atof|atoi|system|popen|setenv|tzset|gets)[ \t]*\(/)
                print FILENAME ":" FNR ":" code
        }
    '
}
is "$(banned_words)" "" "no banned function is named, compiled or not"

locale_words()
{
    find src -name '*.[ch]' | sort | xargs grep -nE '#include <(ctype|wctype)\.h>' /dev/null
}
is "$(locale_words)" "" "characters are told apart without the locale"

# A cell is filled by the name of its column: by a record (table/schema.h), or by table_put_*. The series of an
# export are columns that the data name.
positional_cells()
{
    find src -name '*.c' ! -path 'src/table/*' ! -name series_rows.c | sort | xargs cat | tr -d '\n' |
        grep -oE 'table_set_(text|number|time)\( *[^;,]*, *[^;,]*, *([0-9]+|[A-Z][A-Z_]+)( *[-+*][^;,]*)?,' | head -n 10
}
is "$(positional_cells)" "" "no cell is filled by the number of its column"

# Users read "82.6%" everywhere; a blank before the sign is another style.
spaced_shares()
{
    grep -nE '"[^"]*([0-9]|%[-+0-9.*]*[fgsdu]) %%([^A-Za-z]|$)' src/*/*.c src/*/*/*.c
    grep -nE '(str_append|document_[a-z]+)\(.*[0-9] % ' src/*/*.c src/*/*/*.c
}
is "$(spaced_shares)" "" "shares are written without a blank before their sign"

done_testing
