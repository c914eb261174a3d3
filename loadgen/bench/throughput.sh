#!/usr/bin/env bash
# Requests per second of client CPU over h1 and h2: h2load, Headroom's page replay with recording over Netty and over
# Jetty, and Gatling's own HTTP on the same page (a document and 20 resources of 1 KB), one after the other against one
# nginx 1.26 (TLS 1.3, P-256). The server has core 0, the client core 1. Counted from outside for all alike: requests by
# nginx's stub_status, CPU (user and system) of the client's process, over a measured stretch of MEASURE CPU-seconds after a
# warm-up by requests, so that other work on the machine lengthens the stretch instead of thinning it.
#
# usage: loadgen/bench/throughput.sh [ROUNDS]      environment: PROTOCOLS CLIENTS MEASURE WARM_UP VISITORS PAGES JAVA_OPTIONS
# PAGES=N: a visitor goes after N pages and another comes, who connects anew (Headroom and Gatling; h2load cannot).
# Builds are compared with CLIENTS="h2load netty netty:FILE", where FILE holds the class path of another build.
# needs: the lab's image (headroom lab install), h2load (nghttp2-client), openssl, curl; mvn -pl loadgen -am test-compile
set -euo pipefail
cd "$(dirname "$0")/../.."
. loadgen/bench/server.sh
java=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java
classes=$(loadgen/bench/classpath.sh)
visitors=${VISITORS:-25}
measure=${MEASURE:-5}

cpu_seconds() { awk -v tick="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print ($12 + $13) / tick }' "/proc/$1/stat"; }
requests() { curl -s "http://127.0.0.1:$status_port/status" | awk 'NR == 3 { print $3 }'; }

# usage: measured PROTOCOL NAME REQUESTS-BEFORE-IT-COUNTS COMMAND…
measured() {
    local protocol=$1 name=$2 warm_up=$3 client
    shift 3
    taskset -c 1 "$@" >"$work/out" 2>&1 &
    client=$!
    local start requests_before cpu_before requests_after cpu_after
    start=$(requests)
    for _ in $(seq 240); do
        sleep 0.5
        kill -0 "$client" 2>/dev/null || { cat "$work/out" >&2; exit 3; }
        [ $(($(requests) - start)) -lt "$warm_up" ] || break
    done
    requests_before=$(requests) cpu_before=$(cpu_seconds "$client")
    for _ in $(seq 120); do
        sleep 0.5
        awk -v c0="$cpu_before" -v c1="$(cpu_seconds "$client")" -v m="$measure" 'BEGIN { exit c1 - c0 < m }' && break
    done
    requests_after=$(requests) cpu_after=$(cpu_seconds "$client")
    kill "$client" 2>/dev/null || true
    wait "$client" 2>/dev/null || true
    [ -z "${VERBOSE:-}" ] || tail -1 "$work/out" >&2
    awk -v p="$protocol" -v n="$name" -v r0="$requests_before" -v r1="$requests_after" -v c0="$cpu_before" \
        -v c1="$cpu_after" 'BEGIN {
            printf "%s %s %d requests in %.1f CPU-seconds, %.0f requests per CPU-second\n",
                p, n, r1 - r0, c1 - c0, (r1 - r0) / (c1 - c0) }' | tee -a "$work/results"
}


for round in $(seq "${1:-1}"); do
    echo "round $round"
    for protocol in ${PROTOCOLS:-h1 h2}; do
        for client in ${CLIENTS:-h2load netty jetty gatling}; do
            options=(-XX:+UseParallelGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
                --add-opens java.base/java.lang=ALL-UNNAMED -Xmx1g -Dlogback.configurationFile=loadgen/bench/logback.xml
                "-Dheadroom.bench.pages=${PAGES:-0}" ${JAVA_OPTIONS:-} -cp "$classes")
            case $client in
            netty:*) options[-1]=$(<"${client#*:}") ;;&
            h2load)
                if [ "$protocol" = h1 ]; then load=(--h1 -c $((6 * visitors)) -m 1); else load=(-c "$visitors" -m 20); fi
                measured "$protocol" h2load 20000 h2load -t1 "${load[@]}" -D 240 "https://127.0.0.1:$port/1k"
                ;;
            netty | jetty | netty:*)
                measured "$protocol" "$client" "${WARM_UP:-500000}" "$java" "${options[@]}" \
                    org.headroom.loadgen.bench.PageLoop "$protocol" "${client%%:*}" "$port" "$visitors" 20
                ;;
            gatling)
                mkdir -p "$work/gatling"
                measured "$protocol" gatling "${WARM_UP:-500000}" "$java" "${options[@]}" \
                    org.headroom.loadgen.bench.GatlingLoop "$protocol" "$port" "$visitors" 20 "$work/gatling"
                ;;
            esac
        done
    done
done
echo
awk '{ sum[$1 " " $2] += $(NF - 3); n[$1 " " $2]++ }
    END { for (each in sum) { split(each, key, " "); peer = key[1] " h2load"; gatling = key[1] " gatling"
        printf "%s %s: %.0f requests per CPU-second", key[1], key[2], sum[each] / n[each]
        if (n[peer]) printf ", %.2f of h2load", sum[each] / n[each] / (sum[peer] / n[peer])
        if (n[gatling]) printf ", %.2f of Gatling", sum[each] / n[each] / (sum[gatling] / n[gatling])
        print "" } }' "$work/results" | sort
