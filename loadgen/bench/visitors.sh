#!/usr/bin/env bash
# 10,000 visitors open at once over h2 through Netty, each on a connection of its own and in the middle of its visit: what
# the client JVM holds in memory (RSS), its peak included. Goal: 1.5 GiB.
#
# usage: loadgen/bench/visitors.sh [VISITORS]      environment: JAVA_OPTIONS HEAP
# needs: the lab's image (headroom lab install), openssl, curl; a limit of 30,000 open files
set -euo pipefail
cd "$(dirname "$0")/../.."
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"
. loadgen/bench/server.sh
visitors=${1:-10000}
java=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java
"$java" -Xmx${HEAP:-700m} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dlogback.configurationFile=loadgen/bench/logback.xml ${JAVA_OPTIONS:-} -cp "$(loadgen/bench/classpath.sh)" \
    org.headroom.loadgen.bench.ManyOpen "$port" "$visitors"
