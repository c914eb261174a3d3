#!/usr/bin/env bash
# How long does one client of a Gluster volume show what another has replaced? On a volume of its own in the lab, which it
# makes and deletes: as Gluster makes volumes, and with the options that `headroom tune` recommends for WordPress. One client
# writes a file and renames it into place, the other reads all the while. Two cases, each repeated:
#   content   a file that the reader has just read gets another content
#   name      a file appears whose name the reader has just looked for in vain
# A table of milliseconds from the end of the rename to the first read that shows it.
#
# usage: tuner/bench/gluster-staleness.sh [REPETITIONS]     (default 30; about 4 s each, twice)
# environment: WRITER a host that mounts volumes (origin1), READER another (web1), NODES of the file cluster (origin1
#     origin2 origin3), EVERY milliseconds between two reads (5), SETS of options to try (default
#     recommended), HEADROOM another launcher (./headroom)
# needs: the lab with Gluster (headroom lab up full), root
# exit: 0 measured; 1 a change was never seen; 3 could not run
cd "$(dirname "$(readlink -f "$0")")/../.." || exit 3
times=${1:-30} writer=${WRITER:-origin1} reader=${READER:-web1} every=${EVERY:-5}
read -ra nodes <<<"${NODES:-origin1 origin2 origin3}"
read -ra sets <<<"${SETS:-default recommended}"
[[ $times =~ ^[1-9][0-9]*$ ]] || { echo "usage: tuner/bench/gluster-staleness.sh [REPETITIONS], a whole number" >&2; exit 3; }
volume=headroom-staleness brick=/srv/disk/bricks/headroom-staleness mount=/mnt/headroom-staleness
recommended=(features.cache-invalidation on features.cache-invalidation-timeout 600 performance.stat-prefetch on
    performance.cache-invalidation on performance.md-cache-timeout 600 network.inode-lru-limit 200000)
work=$(mktemp -d)
on() { "${HEADROOM:-./headroom}" lab run "$@"; }

unmounted() { for host in "$writer" "$reader"; do on "$host" sh -c "umount -l $mount 2>/dev/null; rmdir $mount 2>/dev/null"; done; }
removed() {
    unmounted
    on "${nodes[0]}" sh -c "gluster --mode=script volume stop $volume force; gluster --mode=script volume delete $volume" >/dev/null 2>&1
    for node in "${nodes[@]}"; do on "$node" rm -rf "$brick"; done
}
trap 'kill $(jobs -p) 2>/dev/null; removed; rm -rf "$work"' EXIT
trap 'exit 3' INT TERM

mounted() {
    local others
    others=$(IFS=:; echo "${nodes[*]:1}")
    for host in "$writer" "$reader"; do
        on "$host" sh -c "mkdir -p $mount && mount -t glusterfs -o log-level=WARNING,backup-volfile-servers=$others ${nodes[0]}:/$volume $mount" || exit 3
    done
}

# Prints "s NUMBER SECONDS" when it has replaced the content, "n NUMBER SECONDS" when it has made a name.
cat >"$work/writer.pl" <<'PERL'
use strict; use warnings; use Time::HiRes qw(time sleep);
my ($directory, $times) = @ARGV;
$| = 1;
sub put {
    my ($file, $text) = @_;
    open my $out, '>', "$directory/.new" or die "$directory/.new: $!\n";
    print $out $text;
    close $out or die "$directory/.new: $!\n";
    rename "$directory/.new", "$directory/$file" or die "$file: $!\n";
    return time;
}
for my $number (1 .. $times) {
    # At any moment of the reader's caches, whose times are whole seconds.
    sleep 1.5 + rand;
    printf "s %d %.6f\n", $number, put('content', "$number\n");
    sleep 1.5 + rand;
    printf "n %d %.6f\n", $number, put("name-$number", "x\n");
}
PERL

# Reads until it has seen all of it, or for so many seconds; prints the same when it first sees each.
cat >"$work/reader.pl" <<'PERL'
use strict; use warnings; use Time::HiRes qw(time sleep);
my ($directory, $times, $milliseconds, $patience) = @ARGV;
$| = 1;
my ($content, $name, $end) = (0, 1, time + $patience);
print "ready\n";
while (time < $end && ($content < $times || $name <= $times)) {
    if (open my $in, '<', "$directory/content") {
        my $now = <$in>;
        close $in;
        if (defined $now && $now =~ /^(\d+)/ && $1 > $content) { $content = $1; printf "s %d %.6f\n", $content, time }
    }
    if ($name <= $times && -e "$directory/name-$name") { printf "n %d %.6f\n", $name++, time }
    sleep $milliseconds / 1000;
}
exit($content == $times && $name > $times ? 0 : 1);
PERL

# Median and worst of one case, from both sides' lines.
row() {
    awk -v want="$2" -v times="$times" '
        $1 == want && FNR == NR { wrote[$2] = $3; next }
        $1 == want && ($2 in wrote) { late = 1000 * ($3 - wrote[$2]); print late < 0 ? 0 : late }' "$1.wrote" "$1.saw" |
        sort -n | awk -v name="$3" -v what="$4" -v times="$times" '
        { late[NR] = $1 }
        END {
            if (NR == 0) { printf "| %s | %s | 0 of %d | never seen | |\n", name, what, times; exit }
            median = NR % 2 ? late[(NR + 1) / 2] : (late[NR / 2] + late[NR / 2 + 1]) / 2
            printf "| %s | %s | %d of %d | %.0f ms | %.0f ms |\n", name, what, NR, times, median, late[NR]
        }'
}

measured() {
    local out=$work/$1 directory=$mount/$1 from code
    on "$writer" sh -c "mkdir -p $directory && echo 0 >$directory/content" || exit 3
    on "$reader" perl - "$directory" "$times" "$every" $((times * 5 + 60)) <"$work/reader.pl" >"$out.saw" &
    from=$!
    until grep -q ready "$out.saw" 2>/dev/null; do
        kill -0 $from 2>/dev/null || { echo "the reader on $reader does not start" >&2; exit 3; }
        sleep 0.2
    done
    on "$writer" perl - "$directory" "$times" <"$work/writer.pl" >"$out.wrote" || exit 3
    wait $from
    code=$?
    row "$out" s "$1" content >>"$work/table"
    row "$out" n "$1" name >>"$work/table"
    return $code
}

removed # what an earlier run may have left
bricks=()
for node in "${nodes[@]}"; do bricks+=("$node:$brick"); done
on "${nodes[0]}" gluster --mode=script volume create $volume replica "${#nodes[@]}" "${bricks[@]}" force >/dev/null || exit 3
on "${nodes[0]}" gluster --mode=script volume start $volume >/dev/null || exit 3
failed=0
for set in "${sets[@]}"; do
    [ "$set" = default ] || on "${nodes[0]}" gluster --mode=script volume set $volume "${recommended[@]}" >/dev/null || exit 3
    mounted
    measured "$set" || failed=1
    unmounted
done
echo "$(date -u +%F), writer $writer, reader $reader, a read every $every ms, ${#nodes[@]} copies"
echo
echo '| options | case | seen | median | worst |'
echo '|---|---|---|---|---|'
cat "$work/table"
exit $failed
