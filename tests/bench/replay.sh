#!/bin/sh
# How fast policies are replayed; the goal is 5 million simulated minutes a second on one core.
"${BUILD:-build}/tests/bench/replay"
