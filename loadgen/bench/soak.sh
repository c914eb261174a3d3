#!/usr/bin/env bash
# A soak: `headroom load` over h1, h2 and h3 at the same time, a JVM each, at a moderate rate, visitors new and returning,
# against nginx of the lab's image on loopback. Does the client stay as it is? A table a minute, and a verdict.
#
# usage: loadgen/bench/soak.sh [MINUTES]     (default 30)
# environment: RATE pages a second over each protocol (15), HEAP of each JVM (384m), KEEP a new directory for runs and samples
# needs: the lab's image (headroom lab install), openssl, curl, about 2 GB of memory
# exit: 0 flat and no page failed; 1 not flat, or pages failed; 3 could not run
#
# Every 10 s: descriptors, threads, and RSS less the heap, which is touched whole at the start: native memory, class data
# and code. Every minute (in short runs every 10 s): a full collection, and what of the heap is alive after it. Flat: the
# mean of the last third is at most 1.1 times that of the second third; the first third is for getting warm.
cd "$(dirname "$(readlink -f "$0")")/../.."
minutes=${1:-30} rate=${RATE:-15} heap=${HEAP:-384m} protocols='h1 h2 h3'
[[ $minutes =~ ^[1-9][0-9]*$ ]] || { echo "usage: loadgen/bench/soak.sh [MINUTES], a whole number" >&2; exit 3; }
[[ $heap =~ ^[1-9][0-9]*m$ ]] || { echo "HEAP is $heap: give it as 384m" >&2; exit 3; }
[ -z "${KEEP:-}" ] || mkdir "$KEEP" || exit 3
./headroom --version >/dev/null || exit 3 # builds where sources have changed
set -m        # clients in groups of their own: Ctrl-C comes here, not to them
. loadgen/bench/h3-server.sh
set +e
declare -A client
stop() {
    local pid
    for pid in "${client[@]}"; do kill "$pid" 2>/dev/null; done
    for pid in "${client[@]}"; do wait "$pid" 2>/dev/null; done
    ended
}
trap stop EXIT
trap 'exit 3' INT TERM

page() { { echo '<!doctype html><title>Soak</title>'; head -c "$1" /dev/urandom | base64; } >"$work/www/$2"; }
file() { head -c "$1" /dev/urandom >"$work/www/$2"; }
page 20000 index.html; page 15000 post.html; page 12000 style.css; page 60000 app.js; page 700 late.json
file 30000 font.woff2; file 80000 backdrop.jpg
for n in 1 2 3 4 5; do file $((n * 9000)) "photo$n.jpg"; done
chmod -R a+rX "$work/www"
out=${KEEP:-$work}
samples=$out/samples # protocol, second, descriptors, threads, native KiB, live heap KiB or -

export JAVA_TOOL_OPTIONS="-Xms$heap -XX:+AlwaysPreTouch"
for p in $protocols; do
    HEADROOM_HEAP=$heap ./headroom load loadgen/bench/soak.yaml --target "https://bench.test:$port" --protocol "$p" \
        --resolve "bench.test:$port:127.0.0.1" --allow bench.test --cacert "$work/cert.pem" --rate "$rate/s" --ramp 10s \
        --duration "${minutes}m" --out "$out/$p" >"$out/$p.log" 2>&1 </dev/null &
    client[$p]=$!
done
unset JAVA_TOOL_OPTIONS

printf 'GC.run\nGC.heap_info\n' >"$work/collect"
live() { # what is alive in the heap of process $1 after a full collection, in KiB
    "$(dirname "$(readlink -f "/proc/$1/exe")")/jcmd" "$1" -f "$work/collect" 2>/dev/null |
        awk '/(PSYoungGen|ParOldGen) / { for (i = 1; i < NF; i++) if ($i == "used") sum += $(i + 1) } END { if (sum) print sum; else print "-" }'
}
sample() { # process $1 at second $2; with $3, after a collection
    local alive=- rss
    [ -z "$3" ] || alive=$(live "$1")
    rss=$(awk '/^VmRSS/ { print $2 }' "/proc/$1/status" 2>/dev/null)
    [ -n "$rss" ] && echo "$(ls "/proc/$1/fd" | wc -l) $(ls "/proc/$1/task" | wc -l) $((rss - ${heap%m} * 1024)) $alive"
}
row() { # the last minute of every protocol
    awk -v minute="$1" '
        $2 > (minute - 1) * 60 && $2 <= minute * 60 {
            fds[$1] += $3; threads[$1] += $4; native[$1] += $5; n[$1]++
            if ($6 != "-") { heap[$1] += $6; m[$1]++ }
        }
        END {
            printf "%4d", minute
            for (i = 1; i <= split("h1 h2 h3", p, " "); i++)
                if (n[p[i]]) printf " | %7.1f %7.1f %6.0f %5.0f", m[p[i]] ? heap[p[i]] / m[p[i]] / 1024 : 0,
                    native[p[i]] / n[p[i]] / 1024, fds[p[i]] / n[p[i]], threads[p[i]] / n[p[i]]
                else printf " | %7s %7s %6s %5s", "-", "-", "-", "-"
            print ""
        }' "$samples"
}

echo "$minutes min, $rate pages a second over each protocol; heap: alive after a full collection, other: RSS less the heap, MiB"
printf '%4s' ''; for p in $protocols; do printf ' | %-28s' "$p"; done; echo
printf '%4s' min; for p in $protocols; do printf ' | %7s %7s %6s %5s' heap other fds thr; done; echo
each=60; [ "$minutes" -ge 6 ] || each=10
began=$SECONDS end=$((minutes * 60)) at=0
: >"$samples"
while [ $((at += 10)) -le $end ]; do
    wait_for=$((began + at - SECONDS)); [ $wait_for -le 0 ] || sleep $wait_for
    for p in $protocols; do
        if ! taken=$(sample "${client[$p]}" $at "$([ $((at % each)) -ne 0 ] || echo yes)") || [ -z "$taken" ]; then
            echo "the client of $p ended after $at s:" >&2; tail -n 20 "$out/$p.log" >&2; exit 3
        fi
        echo "$p $at $taken" >>"$samples"
    done
    [ $((at % 60)) -ne 0 ] || row $((at / 60))
done

bad=0
awk -v end="$end" '
    function judge(what, column, unit,   i, p, ratio, verdict) {
        for (i = 1; i <= 3; i++) {
            p = "h" i
            if (!n[p, column, 2] || !n[p, column, 3]) { printf "%s %s: no samples\n", p, what; bad = 1; continue }
            before = sum[p, column, 2] / n[p, column, 2] / unit; after = sum[p, column, 3] / n[p, column, 3] / unit
            ratio = before > 0 ? after / before : (after > 0 ? 99 : 1)
            if (ratio > 1.1) bad = 1
            printf("%-2s %-17s  second third %7.1f  last third %7.1f  x %.3f  %s\n",
                p, what, before, after, ratio, (ratio > 1.1 ? "NOT FLAT" : "flat"))
        }
    }
    { third = int(($2 - 1) * 3 / end) + 1; for (c = 3; c <= 6; c++) if ($c != "-") { sum[$1, c, third] += $c; n[$1, c, third]++ } }
    END {
        judge("heap alive, MiB", 6, 1024); judge("other memory, MiB", 5, 1024); judge("descriptors", 3, 1); judge("threads", 4, 1)
        exit bad
    }' "$samples" || bad=1
for p in $protocols; do
    wait "${client[$p]}"; code=$?
    unset "client[$p]"
    if [ ! -f "$out/$p/timeline.csv" ] || [ $code -ge 2 ]; then
        echo "the load over $p ended with exit code $code:" >&2; tail -n 20 "$out/$p.log" >&2; bad=3; continue
    fi
    awk -F, -v p="$p" 'NR > 1 { done += $5; failed += $6; requests += $7 }
        END { printf "%s: %d pages, %d failed, %d requests\n", p, done, failed, requests; exit failed > 0 || !done }' \
        "$out/$p/timeline.csv" || { [ $bad = 3 ] || bad=1; grep -E '^ +[a-z-]+: ' "$out/$p.log" | head -n 5; }
done
case $bad in 0) echo "flat, and no page failed" ;; 1) echo "NOT GOOD: see above" ;; *) echo "NOT A WHOLE SOAK: see above" ;; esac
exit $bad
