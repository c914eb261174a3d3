#!/bin/sh
# Turns the namespaces that "unshare" has just made into a lab host: its own root (an overlay over the image, so that the
# image stays as it is), its own /proc, /sys, /dev and /run, and tini as process 1. All mounts are this namespace's own:
# when process 1 ends, the kernel takes them away.
#
# What the caller sets:
#   LAB_HOST     the host's name
#   LAB_IMAGE    the image's root
#   LAB_DIR      the host's directory on a plain file system: upper, work, root, disk.img
#   LAB_VISIBLE  directories of the machine that the host sees at the same path, read-only, separated by colons; may be empty
set -eu
hostname "$LAB_HOST"
root=$LAB_DIR/root
mkdir -p "$root" "$LAB_DIR/upper" "$LAB_DIR/work" "$LAB_DIR/disk"
mount -t overlay overlay -o "lowerdir=$LAB_IMAGE,upperdir=$LAB_DIR/upper,workdir=$LAB_DIR/work" "$root"

mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755,size=64m tmpfs "$root/run"
mkdir -p "$root/run/lock" "$root/run/headroom"
chmod 1777 "$root/run/lock"

mount -t tmpfs -o mode=755,size=1m tmpfs "$root/dev"
for node in null zero full random urandom tty fuse; do
    [ -e "/dev/$node" ] || continue
    : >"$root/dev/$node"
    mount --bind "/dev/$node" "$root/dev/$node"
done
mkdir -p "$root/dev/pts" "$root/dev/shm" "$root/dev/net"
if [ -e /dev/net/tun ]; then
    : >"$root/dev/net/tun"
    mount --bind /dev/net/tun "$root/dev/net/tun"
fi
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
ln -s fd/0 "$root/dev/stdin"
ln -s fd/1 "$root/dev/stdout"
ln -s fd/2 "$root/dev/stderr"
mount -t tmpfs -o mode=1777,size=256m tmpfs "$root/dev/shm"

# The host's data disk: a file system of its own size, so that it can be full, and one with extended attributes of its own,
# which Gluster's bricks need and an overlay is not. Where loop devices are not to be had, a directory of the machine.
mkdir -p "$root/srv/disk" "$root/var/www"
disk=$LAB_DIR/disk.img
if truncate -s 4G "$disk" && mkfs.ext4 -q -F -m 0 -O ^has_journal -E lazy_itable_init=1,nodiscard "$disk" \
    && mount -o loop,noatime "$disk" "$root/srv/disk"; then
    rmdir "$root/srv/disk/lost+found"
else
    echo "no loop device: the data disk is a directory of this machine, and cannot be filled"
    mount --bind "$LAB_DIR/disk" "$root/srv/disk"
fi
mkdir -p "$root/srv/disk/www"
mount --bind "$root/srv/disk/www" "$root/var/www"

old_ifs=$IFS
IFS=:
for directory in $LAB_VISIBLE; do
    [ -d "$directory" ] || continue
    mkdir -p "$root$directory"
    mount --rbind -o ro "$directory" "$root$directory"
    mount -o remount,bind,ro "$root$directory"
done
IFS=$old_ifs

mkdir -p "$root/mnt/.machine"
cd "$root"
pivot_root . mnt/.machine
cd /
umount -l /mnt/.machine
rmdir /mnt/.machine
: >/run/headroom/ready
exec /usr/bin/tini -s -- /bin/sleep infinity
