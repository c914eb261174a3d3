#!/usr/bin/env bash
# Memory of many h3 visitors open at once, each with a connection of its own that is in use all the time.
# usage: loadgen/bench/h3-visitors.sh [VISITORS]      (after mvn -pl loadgen -am test-compile)
set -euo pipefail
VISITORS=${1:-1000} PROTOCOLS=h3 WARM_UP=${WARM_UP:-60000} JAVA_OPTIONS="-Xmx1g ${JAVA_OPTIONS:-}" \
    exec "$(dirname "$0")/h3.sh" 1
