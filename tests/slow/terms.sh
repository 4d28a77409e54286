#!/bin/sh
# The comparison of tests/cli/terms.sh at a larger size; a thousand sets of terms take SETS=1000.
SETS=${SETS:-250} exec sh "$(dirname "$0")/../cli/terms.sh"
