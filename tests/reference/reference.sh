#!/bin/sh
# The program against the tables beside this script, and against those of REFERENCE=DIR.
check=${BUILD:-build}/tests/reference/check_reference
status=0
"$check" tests/reference || status=1
[ -z "${REFERENCE:-}" ] || "$check" "$REFERENCE" | grep -v '^1\.\.' || status=1
exit $status
