# Test Anything Protocol for shell tests; sourced by each: . "$(dirname "$0")/tap.sh"
# Gives $headroom (the program), $root (the source tree), $work (a folder of its own, removed at the
# end; the test starts in it), and the checks below. Runs under any POSIX shell.

# Inputs are made with sin, cos and log, which the awk of some busyboxes lacks: another one serves then.
if ! awk 'BEGIN { exit cos(0) != 1 }' 2>/dev/null; then
    for other in gawk mawk original-awk; do
        if command -v "$other" >/dev/null; then
            eval "awk() { $other \"\$@\"; }"
            break
        fi
    done
fi

case $0 in
*tap.sh)
    echo "1..0 # SKIP the tests source this file"
    exit
    ;;
esac

root=$(cd "$(dirname "$0")/../.." && pwd)
headroom=${HEADROOM:-$root/headroom}
case $headroom in
/*) ;;
*) headroom=$PWD/$headroom ;;
esac
unset HEADROOM_ASSUME
work=$(mktemp -d "${TMPDIR:-/tmp}/headroom-test.XXXXXX") || exit 1
trap 'cd / && rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$work" || exit 1
tests=0
failures=0

# ok CONDITION-STATUS NAME: passes when the status is 0.
ok()
{
    tests=$((tests + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $tests - $2"
    else
        failures=$((failures + 1))
        echo "not ok $tests - $2"
        return 1
    fi
}

# skip NAME REASON
skip()
{
    tests=$((tests + 1))
    echo "ok $tests - $1 # SKIP $2"
}

# is GOT WANT NAME: passes when the texts are equal.
is()
{
    [ "$1" = "$2" ]
    ok $? "$3" && return
    printf '%s\n' "got: $1" "want: $2" | sed 's/^/# /'
    return 1
}

# has TEXT PART NAME: passes when the text contains the part.
has()
{
    case $1 in
    *"$2"*) ok 0 "$3" ;;
    *)
        ok 1 "$3"
        printf '%s\n' "got: $1" "want within: $2" | sed 's/^/# /'
        return 1
        ;;
    esac
}

# run COMMAND ...: runs it without input; leaves $status, $out and $err.
run()
{
    "$@" </dev/null >"$work/.out" 2>"$work/.err"
    status=$?
    out=$(cat "$work/.out")
    err=$(cat "$work/.err")
}

# The commands of the program, without help and version.
working_commands()
{
    "$headroom" help --commands | grep -v -x -e help -e version
}

# done_testing: prints the plan; the status of the test.
done_testing()
{
    echo "1..$tests"
    [ "$failures" -eq 0 ]
}
