#!/usr/bin/env bash
# First-second bias: page times of the first second against the rest, with and without warm-up and AOT cache, against
# nginx on loopback. Prints; judges nothing.            usage: loadgen/bench/first-second.sh [RATE] [SECONDS] [PROTOCOL]
set -eu
cd "$(dirname "$(readlink -f "$0")")/../.."
rate=${1:-50} seconds=${2:-20} protocol=${3:-h2}
. loadgen/bench/nginx.sh
work=$(mktemp -d)
nginx=
cleanup() { [ -z "$nginx" ] || kill "$nginx" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
port=$((20000 + RANDOM % 10000))
start_nginx $port "$work/nginx"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
cache=cli/target/headroom-load.aot
for aot in "" $cache; do
    for warm_up in 0 3s; do
        echo "== warm-up $warm_up, AOT cache ${aot:-none}"
        "$java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
            --add-opens java.base/java.lang=ALL-UNNAMED -Djava.awt.headless=true -XX:+UseParallelGC \
            ${aot:+-XX:AOTCache=$aot} -cp 'cli/target/lib/*' org.headroom.cli.Headroom \
            load loadgen/bench/one-page.yaml --target https://localhost:$port --cacert "$work/nginx/cert.pem" \
            --resolve localhost:$port:127.0.0.1 --protocol "$protocol" --rate "$rate/s" --ramp 0s \
            --duration "${seconds}s" --warm-up $warm_up --out "$work/run-$warm_up-${aot:+aot}" >"$work/out" 2>&1 || cat "$work/out"
        "$java" -cp 'cli/target/lib/*' loadgen/bench/StartDelay.java "$work/run-$warm_up-${aot:+aot}" | grep -v generator || true
    done
done
