#!/bin/sh
# The bounds of tests/cli/bounds.sh at full size: a billion blank lines, a line and a quote of 1 GB.
SIZE_MB=${SIZE_MB:-1000} exec sh "$(dirname "$0")/../cli/bounds.sh"
