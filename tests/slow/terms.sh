#!/bin/sh
# The comparison of tests/cli/terms.sh at full size: a thousand sets of terms.
SETS=${SETS:-1000} exec sh "$(dirname "$0")/../cli/terms.sh"
