#!/bin/sh
# The program against the tables beside this script, and against those of REFERENCE=DIR, as one test.
check=${BUILD:-build}/tests/reference/check_reference
failed=$(mktemp)
trap 'rm -f "$failed"' EXIT
{
    "$check" tests/reference || echo tests/reference >>"$failed"
    [ -z "${REFERENCE:-}" ] || "$check" "$REFERENCE" || echo "$REFERENCE" >>"$failed"
} | awk '
    /^1\.\./ { next }
    /^(not )?ok / { count++; sub(/ok [0-9]+/, "ok " count) }
    { print }
    END { print "1.." count + 0 }'
[ ! -s "$failed" ]
