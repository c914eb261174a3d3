#!/usr/bin/env bash
# check.sh [ROUNDS]: one `headroom check` of the lab's `full` stack against the usual plugins that ask the same things.
# Needs: ./headroom lab up full --yes --stack STACK (STACK: default stack.yaml here), apt-get install monitoring-plugins-standard.
# The plugins are what an administrator would configure today: check_http for each site on each proxy (h1; there is none for
# h2 and h3), its certificate, the redirect; status pages; check_mysql and the wsrep state; check_by_ssh for what is on a host.
# They all start at once, which is the best that a scheduler could do. CPU is what the machine that asks spends on it.
set -eu
home=$(cd "$(dirname "$0")/../.." && pwd)
rounds=${1:-10}
stack=${STACK:-stack.yaml}
plugins=/usr/lib/nagios/plugins
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -x $plugins/check_http ] || { echo "apt-get install monitoring-plugins-standard" >&2; exit 2; }
[ -f "$stack" ] || { echo "no stack file $stack: ./headroom lab up full --stack $stack" >&2; exit 2; }

proxies=$(sed -n 's/.*{ name: \(web[0-9]*\), address: \([0-9.]*\), status-url.*/\2/p' "$stack")
origins=$(sed -n '/^origins:/,/^galera:/s/^ *address: \([0-9.]*\)$/\1/p' "$stack")
sites=$(sed -n 's/.*hosts: \[\([^,]*\),.*/\1/p' "$stack")
pools=$(sed -n 's/^  - name: \(site[0-9]*\)$/\1/p' "$stack")
volumes=$(sed -n 's/.*{ name: \([^,]*\), mount: .*/\1/p' "$stack")
mounts=$(sed -n 's/.*{ name: [^,]*, mount: \([^,]*\),.*/\1/p' "$stack")
key=$(sed -n 's/ *identity-file: //p' "$stack")
known=$(sed -n 's/ *known-hosts-file: //p' "$stack")
ca=$(sed -n 's/ *ca-file: //p' "$stack")
printf '[client]\nuser=headroom\npassword=%s\n' "$(cat "$(sed -n 's/ *password-file: //p' "$stack")")" >"$work/my.cnf"
chmod 600 "$work/my.cnf"

by_ssh() {
    echo "$plugins/check_by_ssh -H $1 -l root -i $key -o UserKnownHostsFile=$known -t 20 -C '$2'"
}

for proxy in $proxies; do
    echo "curl -sf http://$proxy:8081/nginx_status"
    for site in $sites; do
        echo "$plugins/check_http -I $proxy -H $site -S --sni -u / -t 20"
        echo "$plugins/check_http -I $proxy -H $site -S --sni -C 14,7 -t 20"
        echo "$plugins/check_http -I $proxy -H $site -u / -e 301 -t 20"
        echo "curl -sf -o /dev/null --http2 --cacert $ca --resolve $site:443:$proxy https://$site/"
    done
done >"$work/commands"
for origin in $origins; do
    echo "$plugins/check_http -I $origin -p 8081 -u /server-status?auto -s BusyWorkers -t 20"
    for pool in $pools; do
        echo "$plugins/check_http -I $origin -p 8081 -u /fpm-status/$pool -s 'max children' -t 20"
    done
    echo "$plugins/check_mysql -H $origin -f $work/my.cnf"
    echo "mariadb --defaults-extra-file=$work/my.cnf -h $origin -Ne \"SHOW GLOBAL STATUS LIKE 'wsrep%'\" | awk '\$1==\"wsrep_local_state\" && \$2!=4 {exit 2}'"
done >>"$work/commands"
for host in $proxies $origins; do
    by_ssh "$host" "df -P / /srv/disk"
    by_ssh "$host" "cat /proc/loadavg"
    by_ssh "$host" "cat /proc/meminfo"
    by_ssh "$host" "ls /proc"
    for mount in $mounts; do by_ssh "$host" "timeout 5 ls $mount"; done
done >>"$work/commands"
first=$(set -- $origins; echo "$1")
{
    by_ssh "$first" "gluster --xml peer status"
    by_ssh "$first" "gluster --xml volume status all"
    for volume in $volumes; do by_ssh "$first" "gluster --xml volume heal $volume info"; done
} >>"$work/commands"

timed() {
    # wall CPU MiB
    /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$@" >"$work/out" 2>&1 || echo "  $1 answered $?: $(grep -v '^|' "$work/out" | head -1 | cut -c1-120)" >&2
    awk '{ printf "%.2f %.2f %.0f\n", $1, $2 + $3, $4 / 1024 }' "$work/time"
}

middle() { sort -n | awk '{ v[NR] = $0 } END { print v[int((NR + 1) / 2)] }'; }

report() {
    printf '%-28s wall %5.2f s   CPU %5.2f s   memory of the largest process %4.0f MiB\n' "$1" \
        "$(cut -d' ' -f1 "$2" | middle)" "$(cut -d' ' -f2 "$2" | middle)" "$(cut -d' ' -f3 "$2" | middle)"
}

(
    echo 'export PATH=/usr/sbin:/usr/bin:/sbin:/bin'
    while IFS= read -r command; do echo "{ $command; } >/dev/null 2>&1 || echo \"failed: ${command%% *}\" &"; done <"$work/commands"
    echo wait
) >"$work/plugins.sh"

"$home/headroom" check --stack "$stack" --state "$work/state" >/dev/null || true
: >"$work/ours"; : >"$work/theirs"
for _ in $(seq "$rounds"); do
    timed "$home/headroom" check --stack "$stack" --state "$work/state" >>"$work/ours"
    timed bash "$work/plugins.sh" >>"$work/theirs"
    grep failed "$work/out" | sort | uniq -c >&2 || true
done
echo "$rounds rounds, one after the other, $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg)"
report "headroom check" "$work/ours"
report "$(wc -l <"$work/commands") plugin runs at once" "$work/theirs"
