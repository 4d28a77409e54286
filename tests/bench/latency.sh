#!/bin/sh
# Sizing by latency: solve times in CPU milliseconds, and the errors of the approximations.
build/tests/bench/latency tests/reference
