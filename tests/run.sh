#!/bin/sh
# Runs the tests: installs what they need, builds, runs them all and ends with a count.
#
#   sh tests/run.sh [NAME...]       only the tests whose path contains a NAME
#
# DATA=DIR and REFERENCE=DIR name folders of data and of expected values; tests that use them are
# skipped with a line where they are unset. BUILD, CC and CFLAGS are passed on to make.
set -u
cd "$(dirname "$0")/.."

sh samples/install-dependencies.sh --yes build tests || exit 2
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
BUILD=${BUILD:-build}
HEADROOM=$PWD/$BUILD/headroom
export BUILD HEADROOM
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
trap 'exit 130' INT TERM

# A locale with a decimal comma, made for the tests where the machine has none.
if ! LC_ALL=de_DE.UTF-8 locale decimal_point 2>/dev/null | grep -q , &&
    mkdir "$results/locale" && localedef -i de_DE -f UTF-8 "$results/locale/de_DE.UTF-8" 2>/dev/null; then
    LOCPATH=$results/locale
    export LOCPATH
fi

# Every test prints TAP and runs by itself from the top of the checkout.
list_tests() {
    for source in tests/unit/*/test_*.c tests/unit/*/*/test_*.c; do
        [ ! -e "$source" ] || echo "$BUILD/${source%.c}"
    done
    for source in tests/fuzz/fuzz_*.c; do
        [ -e "$source" ] || continue
        name=${source##*/fuzz_}
        echo "$BUILD/${source%.c}_replay tests/fuzz/corpus/${name%.c}"
    done
    for script in tests/lint/*.sh tests/cli/*.sh tests/golden/*.sh tests/reference/*.sh tests/formats/*.sh; do
        case $script in
        *'*'* | */tap.sh) ;;
        *) echo "sh $script" ;;
        esac
    done
}

list_tests >"$results/all"
if [ $# -gt 0 ]; then
    for name in "$@"; do grep -F -- "$name" "$results/all"; done | sort -u >"$results/list"
else
    cp "$results/all" "$results/list"
fi
[ -s "$results/list" ] || { echo "no test has '$*' in its path" >&2; exit 2; }

# A few tests need their own programs; scripts also call what is made beside headroom.
if [ $# -eq 0 ]; then
    programs=tests
else
    programs=$(sed -n "s|^\($BUILD/[^ ]*\).*|\1|p" "$results/list")
    case $(cat "$results/list") in *"sh tests/"*) programs="$programs $BUILD/headroom-docs" ;; esac
    case $(cat "$results/list") in
    *"sh tests/reference/"*) programs="$programs $BUILD/tests/reference/check_reference" ;;
    esac
fi
# shellcheck disable=SC2086 # a list of names without blanks
make -s -j"$jobs" "$BUILD/headroom" $programs || exit 2
# What make install takes; other builds leave the one at the top alone.
[ "$BUILD" != build ] || make -s headroom || exit 2

# Line N of the list writes N.tap, N.err and N.status; as many at a time as there are processors.
export results
awk '{ print NR }' "$results/list" | xargs -P "$jobs" -I N sh -c '
    command=$(sed -n "Np" "$results/list")
    sh -c "$command" >"$results/N.tap" 2>"$results/N.err" </dev/null
    echo $? >"$results/N.status"'

total=$(wc -l <"$results/list")
passed=0
failed=0
skipped=0
number=0
while [ "$number" -lt "$total" ]; do
    number=$((number + 1))
    command=$(sed -n "${number}p" "$results/list")
    tap=$results/$number.tap
    status=$(cat "$results/$number.status")
    skips=$(grep -c '^ok .*# SKIP' "$tap")
    passes=$(($(grep -c '^ok ' "$tap") - skips))
    failures=$(grep -c '^not ok ' "$tap")
    planned=$(sed -n 's/^1\.\.\([0-9][0-9]*\).*/\1/p' "$tap" | tail -n 1)
    ran=$((passes + failures + skips))
    # A test that died, or ran other than it planned, failed even if no line says so.
    if [ "$failures" -eq 0 ] && { [ "$status" -ne 0 ] || [ "${planned:-none}" != "$ran" ]; }; then
        failures=1
        echo "not ok - $command (status $status, ran $ran of ${planned:-no plan})"
        tail -n 20 "$results/$number.err"
    fi
    if [ "$failures" -gt 0 ]; then
        echo "== $command"
        grep -A 12 '^not ok ' "$tap"
        tail -n 20 "$results/$number.err"
    else
        printf '%-64s %5d ok%s\n' "${command#"$BUILD"/}" "$passes" "$([ "$skips" -eq 0 ] || echo ", $skips skipped")"
    fi
    grep '^ok .*# SKIP' "$tap" | sed 's/^ok [0-9]* - /    skipped: /'
    passed=$((passed + passes))
    failed=$((failed + failures))
    skipped=$((skipped + skips))
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
