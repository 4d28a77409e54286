#!/bin/sh
# Static analysis of src/: cppcheck, clang-tidy and the layout by clang-format. Ends with 1 on any finding.
#
#   sh tests/analyze.sh [FILE...]      only these sources
#
# A tool that is not installed is named and left out; none at all is an error.
set -u
cd "$(dirname "$0")/.."

if [ $# -gt 0 ]; then
    sources=$*
else
    sources=$(find src -name '*.c' | sort)
fi
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
flags="-std=c17 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -Isrc -DHEADROOM_VERSION=\"0\""
flags="$flags $(pkg-config --cflags gsl jansson xlsxwriter zlib 2>/dev/null)"
status=0
tools=0

have()
{
    command -v "$1" >/dev/null 2>&1 && tools=$((tools + 1)) && return 0
    echo "analyze: $1 is not installed: left out"
    return 1
}

# shellcheck disable=SC2086 # lists are words
if have cppcheck; then
    cppcheck --quiet -j "$jobs" --std=c11 --language=c --enable=warning,performance,portability \
        --inline-suppr --suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches \
        --error-exitcode=1 -D__SIZEOF_INT128__=16 -Isrc $sources || status=1
fi

# shellcheck disable=SC2086
if have clang-tidy; then
    findings=$(printf '%s\n' $sources | xargs -P "$jobs" -n 4 sh -c '
        flags=$1
        shift
        clang-tidy --quiet "$@" -- $flags 2>/dev/null' sh "$flags")
    if [ -n "$findings" ]; then
        printf '%s\n' "$findings"
        status=1
    fi
fi

# Other versions lay some lines out otherwise.
if command -v clang-format >/dev/null 2>&1 && clang-format --version | grep -q 'version 14'; then
    # shellcheck disable=SC2046
    clang-format --dry-run -Werror $(find src tests -name '*.[ch]') || status=1
fi

[ "$tools" -gt 0 ] || { echo "analyze: install cppcheck or clang-tidy" >&2; exit 2; }
[ "$status" -eq 0 ] && echo "analyze: no findings"
exit "$status"
