#!/usr/bin/env bash
# Requests per second of client CPU: h2load over h2, and Headroom's page replay with recording over h2 and h3,
# against the same nginx 1.26. Server on core 0, clients on core 1, in turn; needs the lab's image and h2load.
# usage: loadgen/bench/h3.sh [ROUNDS]      (after mvn -pl loadgen -am test-compile)
cd "$(dirname "$0")/../.."
. loadgen/bench/h3-server.sh
java=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java
classes=$(loadgen/bench/classpath.sh)
seconds=${SECONDS_EACH:-8}
for round in $(seq "${1:-2}"); do
    TIMEFORMAT='%U %S'
    { time taskset -c 1 h2load -t1 -c50 -m10 -D "$seconds" --warm-up-time=1 "https://127.0.0.1:$port/1k" \
        >"$work/h2load"; } 2>"$work/time"
    awk -v round="$round" 'FNR == NR { cpu = $1 + $2; next }
        /^finished in/ { rate = $4 } /^requests:/ { done = $6 }
        END { printf "round %d h2 h2load: %.0f requests/s, %.0f requests per CPU-second (whole process)\n", round, rate, done / cpu }' \
        "$work/time" "$work/h2load"
    for protocol in ${PROTOCOLS:-h2 h3}; do
        taskset -c 1 "$java" ${JAVA_OPTIONS:-} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
            -XX:+UseParallelGC -cp "$classes" org.headroom.loadgen.bench.PageLoop \
            $protocol netty "$port" "${VISITORS:-50}" 20 "${WARM_UP:-150000}" "$seconds" 2>"$work/stderr" ||
            { cat "$work/stderr" >&2; exit 1; }
    done
done
echo "nginx dropped $(awk -v port="$(printf ':%04X' "$port")" 'index($2, port) { sum += $NF } END { print sum + 0 }' /proc/net/udp) datagrams"
