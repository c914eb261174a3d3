#!/usr/bin/env bash
# proof.sh [--grid-seconds N] [SIZE:WORKLOAD...]: does the tuner find what an exhaustive search finds, and is nothing ever killed?
# An origin of the lab (Apache, PHP-FPM, MariaDB, WordPress) lives in a memory cgroup of SIZE MiB; WORKLOAD is one of
#   compute    the plain front page: PHP computes
#   waiting    the same page after a query of 300 ms: PHP waits
#   inclusion  the front page with its 72 resources, every one of them through Apache
# Default: 400 and 800 MiB, all three. For each: a grid of children x workers, Debian's defaults, each component sized alone
# for all of the memory, the usual calculators' formula, ours, ours with --refine; then three times the best rate for 60 s.
# Throughput counts only if the goal is met (page.p95<4s, errors<1%). Kills are those of the cgroup (oom_kill).
# Needs root and the lab (./headroom lab install --yes); takes down what is up. 2 sizes x 3 workloads: about 75 minutes.
# Results: a line for each trial on the terminal and in $RESULTS (default: target/proof.tsv), then the table.
set -eu
home=$(cd "$(dirname "$0")/../.." && pwd)
seconds=10
[ "${1:-}" = --grid-seconds ] && { seconds=$2; shift 2; }
[ $# -gt 0 ] || set -- 400:compute 400:waiting 400:inclusion 800:compute 800:waiting 800:inclusion
results=${RESULTS:-$home/target/proof.tsv}
children_of_grid=${CHILDREN:-2 4 8 16 32}
workers_of_grid=${WORKERS:-16 50 150}
goal='page.p95<4s,errors<1%'
group=/sys/fs/cgroup/memory/headroom/origin1
work=$(mktemp -d)
stack=$work/stack.yaml
site=www.site1.test
mkdir -p "$(dirname "$results")"
headroom() { "$home/headroom" "$@"; }
command -v jq >/dev/null || { echo "proof.sh: apt-get install jq" >&2; exit 2; }
[ -d /sys/fs/cgroup/memory ] || { echo "proof.sh: needs memory cgroups of version 1 here" >&2; exit 2; }

headroom lab up split --yes --stack "$stack" >"$work/up.log" 2>&1 || { tail -5 "$work/up.log" >&2; exit 3; }
key=$(sed -n 's/ *identity-file: //p' "$stack")
known=$(sed -n 's/ *known-hosts-file: //p' "$stack")
ca=$(sed -n 's/ *ca-file: //p' "$stack")
docroot=$(sed -n 's/^ *docroot: //p' "$stack" | head -1)
on_origin() { ssh -q -i "$key" -o UserKnownHostsFile="$known" -o ControlMaster=auto -o ControlPath="$work/ssh" -o ControlPersist=600 root@10.77.0.21 "$@"; }
trap 'on_origin true 2>/dev/null && ssh -q -o ControlPath="$work/ssh" -O exit root@10.77.0.21 2>/dev/null; rm -rf "$work"' EXIT

# What the trials need over there: settings, a stop and start, the page that waits.
on_origin "mkdir -p $docroot/wp-content/mu-plugins /root/proof && cat > $docroot/wp-content/mu-plugins/headroom-wait.php" <<'PHP'
<?php
// proof.sh: a page that waits for its database, as long as it is asked to.
if (isset($_GET['headroom_wait'])) {
    add_action('template_redirect', function () {
        global $wpdb;
        $wpdb->query('SELECT SLEEP(' . min(5000, (int) $_GET['headroom_wait']) / 1000 . ')');
    });
}
PHP
on_origin 'cat > /root/proof/run.sh' <<'REMOTE'
set -u
fpm=$(ls -d /etc/php/*/fpm)
version=$(basename "$(dirname "$fpm")")
pool=$fpm/pool.d/site1.conf
mpm=/etc/apache2/mods-available/mpm_event.conf
daemons() { for p in /proc/[0-9]*; do [ "$(cat "$p/comm" 2>/dev/null)" = "$1" ] && echo "${p#/proc/}"; done; }
gone() { for _ in $(seq 200); do [ -z "$(daemons "$1")" ] && return 0; sleep 0.05; done; kill -9 $(daemons "$1") 2>/dev/null; sleep 0.2; }
case "$1" in
    save) cp -a /etc/apache2 /etc/php /root/proof/ ;;
    original) cp -a /root/proof/apache2/. /etc/apache2/; cp -a /root/proof/php/. /etc/php/ ;;
    pool) # the pool's pm lines from standard input; its status pages stay
        sed -i -e '/^pm\.status/!{/^pm[. =]/d}' "$pool" && cat >>"$pool" ;;
    mpm) cat >"$mpm" ;;
    stop | restart)
        kill $(daemons apache2) 2>/dev/null; gone apache2
        kill $(daemons "php-fpm$version") 2>/dev/null; gone "php-fpm$version"
        [ "$1" = stop ] && exit 0
        mkdir -p /run/php
        mariadb-admin ping >/dev/null 2>&1 || { setsid /usr/sbin/mariadbd --user=mysql </dev/null >>/var/log/mariadb.log 2>&1 &
            for _ in $(seq 200); do mariadb-admin ping >/dev/null 2>&1 && break; sleep 0.1; done; }
        setsid /usr/sbin/php-fpm$version --nodaemonize --fpm-config $fpm/php-fpm.conf </dev/null >>/var/log/php$version-fpm.log 2>&1 &
        apachectl -k start </dev/null >/dev/null 2>&1 ;;
    figures) # children, threads of Apache and the resident memory of a child, for whoever computes settings from them
        ps -eo rss,comm | awk -v c="php-fpm$version" '$2 == c { n++; s += $1 } END { printf "%.0f\n", n ? s / n / 1024 : 40 }' ;;
esac
REMOTE
over_there() { on_origin "bash /root/proof/run.sh $*"; }
over_there save

kills() { awk '$1 == "oom_kill" { print $2 }' $group/memory.oom_control; }
limit() { echo "$1" >$group/memory.limit_in_bytes; }
pool_static() { printf 'pm = static\npm.max_children = %s\npm.max_requests = 0\n' "$1" | over_there pool; }
mpm_workers() { # MaxRequestWorkers: in processes of at most 25 threads
    local threads=$(($1 < 25 ? $1 : 25))
    printf 'ServerLimit %s\nThreadLimit 64\nThreadsPerChild %s\nMaxRequestWorkers %s\nStartServers 1\nMinSpareThreads %s\nMaxSpareThreads %s\nMaxConnectionsPerChild 0\n' \
        $((($1 + threads - 1) / threads + 1)) $threads $((($1 + threads - 1) / threads * threads)) $threads "$1" | over_there mpm
}

# What a workload is: scenario and visitors in a closed loop, more than the most children of the grid can serve at once.
visitors_of() { case $1 in inclusion) echo 12 ;; *) echo 40 ;; esac; }
scenario_of() {
    local path=/ file=$work/$1.yaml
    case $1 in
        inclusion)
            [ -f "$file" ] || headroom capture "https://$site/" --out "$file" --cacert "$ca" --resolve $site:443:10.77.0.11 --pages 1 >/dev/null
            echo "$file"; return ;;
        waiting) path='/?headroom_wait=300' ;;
    esac
    printf 'schema: 1\nname: %s\nhosts:\n  site: %s\npages:\n  front:\n    path: "%s"\n    resources: []\nvisits:\n  - { name: reader, share: 1, pages: [front], think: 1s }\n' "$1" $site "$path" >"$file"
    echo "$file"
}

# load WORKLOAD NAME OPTIONS...: pages a second that meet the goal, p95, failed share
load() {
    local workload=$1 name=$2
    shift 2
    rm -rf "$work/$name"
    headroom load "$(scenario_of "$workload")" --target https://$site --protocol h2 --cacert "$ca" --slo "$goal" \
        --resolve $site:443:10.77.0.11 --allow $site --ramp 0s --out "$work/$name" "$@" >"$work/$name.log" 2>&1 || true
    jq -r '.protocols[0] | .pages as $p | ($p.count - $p.failed) as $good
        | ($p.perSecond * (if $p.count > 0 then $good / $p.count else 0 end)) as $done
        | ($p.latency.p95 < 4000 and $p.failed < 0.01 * $p.count and $p.count > 0) as $met
        | [(if $met then $done else 0 end), $p.latency.p95, (if $p.count > 0 then $p.failed / $p.count else 1 end), $done]
        | map(. * 1000 | round / 1000) | join(" ")' "$work/$name/summary.json" || { tail -3 "$work/$name.log" >&2; exit 3; }
}

# trial SIZE WORKLOAD NAME CHILDREN WORKERS: as it is configured now
trial() {
    local before after figures
    over_there restart
    before=$(kills)
    figures=$(load "$2" trial --visitors "$(visitors_of "$2")" --duration "${seconds}s" --warm-up 4s)
    after=$(kills)
    set -- "$@" $figures
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" "$5" "$6" "$7" "$8" "$9" $((after - before)) | tee -a "$results"
}

summary() { # SIZE WORKLOAD
    awk -F'\t' -v s="$1" -v w="$2" '$1 == s && $2 == w { if ($3 == "grid") { if ($10 == 0 && $6 > best) { best = $6; at = $4 " x " $5 } } else { n++; name[n] = $3; v[n] = $6; k[n] = $10; c[n] = $4 " x " $5 } }
        END { printf "\n%s MiB, %s: best of the grid %.1f pages/s at %s\n", s, w, best, at
              for (i = 1; i <= n; i++) printf "  %-22s %-12s %6.1f pages/s  %3.0f %%  kills %d\n", name[i], c[i], v[i], best ? 100 * v[i] / best : 0, k[i] }' "$results"
}

ours() { # SIZE WORKLOAD NAME OPTIONS...: measured, tuned and installed as a user would
    local log=$(dirname "$results")/proof-$1-$2-$3.log size=$1 workload=$2
    shift 3
    headroom tune --stack "$stack" --origin origin1 --budget "${size}MiB" --scenario "$(scenario_of "$workload")" --target https://$site \
        --out "$work/tuning" "$@" >"$log" 2>&1 || { echo "  tune ended with $?:" >&2; tail -3 "$log" >&2; return 1; }
    rm -rf "${log%.log}"; mv "$work/tuning" "${log%.log}"
}
overload() { # SIZE WORKLOAD NAME: three times the best rate for 60 s; kills, and what was still served
    local best before figures
    best=$(awk -F'\t' -v s="$1" -v w="$2" '$1 == s && $2 == w && $10 == 0 && $6 > b { b = $6 } END { printf "%.1f", 3 * b }' "$results")
    before=$(kills)
    figures=$(load "$2" overload --rate "$best/s" --duration 60s --warm-up 4s)
    set -- "$@" $figures
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3, 3 x overload" "$best/s" "-" "$7" "$5" "$6" "$7" $(($(kills) - before)) | tee -a "$results"
}
in_force() { on_origin "grep -h '^$1' /etc/php/*/fpm/pool.d/site1.conf /etc/apache2/mods-available/mpm_event.conf" | tail -1 | awk '{ print $NF }'; }

for case in "$@"; do
    size=${case%%:*} workload=${case##*:}
    echo "== $size MiB, $workload"
    limit $((4096 << 20))
    over_there original; over_there restart
    # Warm children, to see how large they are.
    load "$workload" warm --visitors 4 --duration 5s --warm-up 2s >/dev/null
    rss=$(over_there figures)
    over_there stop
    limit $((size << 20))
    if [ -z "${ONLY_OURS:-}" ]; then
        for children in $children_of_grid; do
            for workers in $workers_of_grid; do
                [ "$workers" -ge "$children" ] || continue
                pool_static "$children"; mpm_workers "$workers"
                trial "$size" "$workload" grid "$children" "$workers"
            done
        done
        printf 'pm = dynamic\npm.max_children = 5\npm.start_servers = 2\npm.min_spare_servers = 1\npm.max_spare_servers = 3\n' | over_there pool
        printf 'StartServers 2\nMinSpareThreads 25\nMaxSpareThreads 75\nThreadLimit 64\nThreadsPerChild 25\nMaxRequestWorkers 150\nMaxConnectionsPerChild 0\n' | over_there mpm
        trial "$size" "$workload" "Debian's defaults" 5 150
        # Each as if the other were not there: 20 MiB a child (its PSS), 10 MiB a process of 25 threads.
        pool_static $((size / 20)); mpm_workers $((size / 10 * 25 > 1000 ? 1000 : size / 10 * 25))
        trial "$size" "$workload" "each sized alone" $((size / 20)) $((size / 10 * 25 > 1000 ? 1000 : size / 10 * 25))
        # Calculators: (memory - what the rest takes) / resident size of a child.
        children=$(((size - 150) / rss)); [ "$children" -ge 1 ] || children=1
        printf 'pm = dynamic\npm.max_children = %s\npm.start_servers = %s\npm.min_spare_servers = %s\npm.max_spare_servers = %s\n' \
            $children $((children / 4 + 1 < children ? children / 4 + 1 : children)) $((children / 4 + 1 < children ? children / 4 + 1 : children)) $((children * 3 / 4 + 1 < children ? children * 3 / 4 + 1 : children)) | over_there pool
        mpm_workers 150
        trial "$size" "$workload" "formula by RSS" $children 150
    fi
    for how in measure refine; do
        over_there original; over_there restart
        [ $how = measure ] && name=ours options="--measure --apply --restart" || name="ours, --refine" options="--refine --visitors $(visitors_of "$workload") --slo $goal"
        ours "$size" "$workload" $how $options || continue
        trial "$size" "$workload" "$name" "$(in_force pm.max_children)" "$(in_force MaxRequestWorkers)"
        overload "$size" "$workload" "$name"
    done
    summary "$size" "$workload"
done
