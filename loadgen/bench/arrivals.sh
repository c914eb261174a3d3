#!/usr/bin/env bash
# How late visitors start: intended to actual start of every page at a high open rate, against nginx on loopback.
# Exit 1 when p99 is above 2 ms or p99.9 above 10 ms.   usage: loadgen/bench/arrivals.sh [RATE] [SECONDS] [PROTOCOL] [MORE…]
# PROTOCOL: http (h1 without TLS, the lightest: default), h1, h2. Every arrival is a new visitor with a new connection.
set -eu
cd "$(dirname "$(readlink -f "$0")")/../.."
rate=${1:-500} seconds=${2:-30} protocol=${3:-http}; shift $(($# < 3 ? $# : 3))
. loadgen/bench/nginx.sh
work=$(mktemp -d)
nginx=
cleanup() { [ -z "$nginx" ] || kill "$nginx" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
port=$((20000 + RANDOM % 10000))
start_nginx $port "$work/nginx"
target=(--target https://localhost:$port --protocol "$protocol")
if [ "$protocol" = http ]; then port=$((port + 1)) && target=(--target http://localhost:$port); fi
./headroom load loadgen/bench/one-page.yaml "${target[@]}" --cacert "$work/nginx/cert.pem" \
    --resolve localhost:$port:127.0.0.1 --rate "$rate/s" --ramp 0s --duration "${seconds}s" "$@" \
    --out "$work/run" || [ $? = 1 ]
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -cp 'cli/target/lib/*' loadgen/bench/StartDelay.java "$work/run"
