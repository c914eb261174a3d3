#!/bin/bash
# Runs a script in a throw-away root on top of the lab's image: own mounts, own processes, and (unless LAB_ROOM_NETWORK
# is "shared") a network with nothing in it. What the script writes outside the directories that are given to it is lost.
# The room ends when the script ends, or when standard input does: whoever made the room need not live to clear it up.
#
#   LAB_IMAGE    the root file system below
#   LAB_ROOM     a directory for the room's own files; the caller removes it
#   LAB_BINDS    FROM=TO, one a line: directories of this machine and where the room sees them
#   $1           the script, as a path in the room
# Standard input: lines for the script, an empty line, then nothing, but it stays open as long as the room is wanted.
set -euo pipefail
umask 022

if [ "${1:-}" != --inside ]; then
    lines=
    while IFS= read -r line && [ -n "$line" ]; do lines+=$line$'\n'; done
    kinds=(--mount --pid --fork --kill-child --propagation private --ipc --uts)
    [ "${LAB_ROOM_NETWORK:-}" = shared ] || kinds+=(--net)
    exec 3<&0
    # printf is the shell's own: no other process ever has the lines among its arguments.
    unshare "${kinds[@]}" "$BASH" "$0" --inside "$@" < <(printf %s "$lines") 3<&- &
    room=$!
    # Killing unshare kills the room's first process, and with that the kernel kills all others.
    (while read -r _ <&3; do :; done; kill -KILL "$room") >/dev/null 2>&1 &
    watch=$!
    status=0
    wait "$room" || status=$?
    kill "$watch" 2>/dev/null || true
    exit "$status"
fi

root=$LAB_ROOM/root
mkdir -p "$LAB_ROOM/upper" "$LAB_ROOM/work" "$root"
mount -t overlay overlay -o "lowerdir=$LAB_IMAGE,upperdir=$LAB_ROOM/upper,workdir=$LAB_ROOM/work" "$root"
mount -t proc proc "$root/proc"
for scratch in dev run tmp; do
    mount -t tmpfs -o mode=755 tmpfs "$root/$scratch"
done
chmod 1777 "$root/tmp"
for device in null zero full random urandom; do
    : >"$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
while IFS='=' read -r from to; do
    [ -n "$from" ] || continue
    mkdir -p "$root$to"
    mount --bind "$from" "$root$to"
done <<<"$LAB_BINDS"
exec chroot "$root" /bin/bash "$2"
