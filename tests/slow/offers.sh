#!/bin/sh
# The offers of tests/cli/remedies.sh for more terms: some hundreds of each command.
DRAWS=${DRAWS:-300} exec sh "$(dirname "$0")/../cli/remedies.sh"
