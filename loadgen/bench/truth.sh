#!/usr/bin/env bash
# Real-time truth: does a run report what a server really did? Loads a fake server of known behaviour in another JVM,
# then computes the percentiles from the schedule and the server's own log and compares. Exit 1 when any is off by more
# than 3 %.       usage: loadgen/bench/truth.sh [SECONDS] [RATE]
set -eu
cd "$(dirname "$(readlink -f "$0")")/../.."
seconds=${1:-120} rate=${2:-100}
work=$(mktemp -d)
server=
cleanup() { [ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
result=0
for kind in freeze lognormal; do
    port=$((20000 + RANDOM % 10000))
    "$java" -XX:+UseSerialGC loadgen/bench/FakeTruthServer.java $kind $port "$work/$kind.log" &
    server=$!
    for _ in $(seq 100); do (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null && break; sleep 0.2; done
    ./headroom load loadgen/bench/one-page.yaml --target http://localhost:$port --rate "$rate/s" --ramp 0s \
        --duration "${seconds}s" --out "$work/$kind" >"$work/$kind.txt" || { cat "$work/$kind.txt"; result=1; }
    sleep 2
    kill $server; wait $server 2>/dev/null || true; server=
    echo "== $kind: $rate pages a second for $seconds s"
    "$java" -cp 'cli/target/lib/*' loadgen/bench/Truth.java "$work/$kind" "$work/$kind.log" "$rate" || result=1
done
exit $result
