#!/bin/bash
# Installs what the lab needs on a Debian machine: a few tools on the machine itself, and everything that runs in the
# lab (nginx, Apache, PHP-FPM, MariaDB with Galera, GlusterFS, WordPress, sshd, certbot, …) into an image of Debian 13 in
# a directory of its own. Run as root, as often as you like: what is there already is left alone.
# No service of any package is started, and no file of the machine's own configuration is changed.
#
# What the caller sets:
#   LAB_DIR             where the image goes, e.g. /var/lib/headroom/lab
#   LAB_PACKAGES        Debian packages for this machine, separated by blanks
#   LAB_IMAGE_PACKAGES  Debian packages for the image, separated by blanks
#   LAB_MIRROR          the Debian mirror this machine uses; it must carry trixie
#   http_proxy          only where apt has a proxy
set -euo pipefail
# Daemons of several users walk through what is made here.
umask 022

: "${LAB_DIR:?LAB_DIR is not set: the directory that the image goes to}"
: "${LAB_PACKAGES:?LAB_PACKAGES is not set: the packages for this machine}"
: "${LAB_IMAGE_PACKAGES:?LAB_IMAGE_PACKAGES is not set: the packages for the image}"
: "${LAB_MIRROR:?LAB_MIRROR is not set: the Debian mirror of this machine}"

policy=/usr/sbin/policy-rc.d
saved=$policy.before-headroom-lab
image=$LAB_DIR/image
building=$image.building
mark="# headroom lab: no service starts while packages are installed"

say() { printf '%s\n' "$*"; }
fail() { printf 'lab install: %s\n' "$*" >&2; exit 3; }

[ "$(id -u)" = 0 ] || fail "needs root, to install packages and to make an image. Run it as root (sudo)."

# All mounts that this makes are its own: whatever ends it, the kernel takes them away.
if [ -z "${LAB_OWN_MOUNTS:-}" ]; then
    export LAB_OWN_MOUNTS=1
    exec unshare --mount --propagation private "$BASH" "$0" "$@"
fi

# Also puts right what an installation that was killed has left behind.
restore_policy() {
    if [ -e "$saved" ] || [ -L "$saved" ]; then
        mv -f "$saved" "$policy"
    elif [ -f "$policy" ] && grep -qF "$mark" "$policy"; then
        rm -f "$policy"
    fi
}

forbid_services() {
    restore_policy
    if [ -e "$policy" ] || [ -L "$policy" ]; then
        mv -f "$policy" "$saved"
    fi
    printf '#!/bin/sh\n%s\nexit 101\n' "$mark" >"$policy"
    chmod 755 "$policy"
}

# missing_packages ADMINDIR PACKAGE…: those that are not installed there.
missing_packages() {
    local where=$1 name
    shift
    for name in "$@"; do
        case $(dpkg-query --admindir="$where" -W -f '${Status}' "$name" 2>/dev/null) in
            *" ok installed") ;;
            *) printf '%s ' "$name" ;;
        esac
    done
}

apt_options=(-q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold)

apt() { DEBIAN_FRONTEND=noninteractive apt-get "${apt_options[@]}" "$@" </dev/null; }

in_image() {
    DEBIAN_FRONTEND=noninteractive HOME=/root chroot "$building" "$@" </dev/null
}

install_packages() {
    local missing
    # shellcheck disable=SC2086  # one word a package
    missing=$(missing_packages /var/lib/dpkg $LAB_PACKAGES)
    if [ -z "$missing" ]; then
        say "packages: all there"
        return
    fi
    say "packages: installing $missing(no service is started)"
    trap restore_policy EXIT
    forbid_services
    # Finishes what an installation that was killed has left half done; otherwise does nothing.
    DEBIAN_FRONTEND=noninteractive dpkg --configure -a </dev/null
    apt update || say "packages: apt-get update failed; going on with the package lists that are here"
    # shellcheck disable=SC2086  # one word a package
    apt install --no-install-recommends $missing \
        || fail "apt-get could not install: $missing. Its messages are above. Put apt right, then run this again."
    restore_policy
    trap - EXIT
    # rsync would start a server of its own at the next boot. What came only for the lab must not.
    case " $missing " in
        *" rsync "*) systemctl disable rsync.service >/dev/null 2>&1 || true ;;
    esac
}

image_complete() {
    # shellcheck disable=SC2086  # one word a package
    [ -d "$image/var/lib/dpkg" ] && [ -z "$(missing_packages "$image/var/lib/dpkg" $LAB_IMAGE_PACKAGES)" ]
}

failed_image() {
    tail -n 20 "$building.log" >&2
    fail "$1 (all of it: $building.log)"
}

# Built beside its place and renamed when complete, so an image is either whole or not there.
make_image() {
    if image_complete; then
        say "image: $image is there"
        return
    fi
    say "image: making $image, a Debian 13 with everything that runs in the lab, from $LAB_MIRROR"
    say "image: about 450 MB to fetch, 1.5 GB of disk, three minutes"
    mkdir -p "$LAB_DIR"
    rm -rf --one-file-system "$building" "$image"
    debootstrap --variant=minbase --include=ca-certificates trixie "$building" "$LAB_MIRROR" >"$building.log" 2>&1 </dev/null \
        || failed_image "debootstrap could not make $building from $LAB_MIRROR. Is the mirror reachable, and does it carry trixie?"
    say "image: base system made, installing packages"
    mount -t proc proc "$building/proc"
    mount --bind /dev "$building/dev"
    printf '#!/bin/sh\nexit 101\n' >"$building/usr/sbin/policy-rc.d"
    chmod 755 "$building/usr/sbin/policy-rc.d"
    # Documentation would be a fifth of the image.
    printf 'path-exclude=/usr/share/%s/*\n' man info locale >"$building/etc/dpkg/dpkg.cfg.d/headroom"
    printf 'deb %s trixie main\n' "$LAB_MIRROR" >"$building/etc/apt/sources.list"
    # PHP is PHP-FPM here: Apache's own module would also switch Apache to mpm_prefork.
    printf 'Package: libapache2-mod-php*\nPin: release *\nPin-Priority: -1\n' >"$building/etc/apt/preferences.d/headroom"
    {
        in_image apt-get "${apt_options[@]}" update
        # shellcheck disable=SC2086  # one word a package
        in_image apt-get "${apt_options[@]}" install --no-install-recommends $LAB_IMAGE_PACKAGES
        in_image apt-get clean
    } >>"$building.log" 2>&1 || failed_image "apt-get could not install the lab's packages into $building"
    rm -rf "$building"/var/lib/apt/lists/* "$building"/var/lib/mysql "$building"/var/log/*.log
    # Every lab host gets keys and names of its own.
    rm -f "$building"/etc/ssh/ssh_host_* "$building"/etc/resolv.conf "$building"/etc/hostname
    umount "$building/dev" "$building/proc"
    mv "$building" "$image"
    image_complete || fail "the image lacks packages (log: $building.log)"
    rm -f "$building.log"
}

# For tests and for the curious: runs a program of the image on this machine, as if it were installed here. The program
# sees one directory of the machine, at the same path, and nothing is left behind when it ends.
make_runner() {
    cat >"$LAB_DIR/in-image.new" <<END
#!/bin/sh
# usage: in-image DIRECTORY PROGRAM [ARGUMENT]…
# Written by "headroom lab install".
exec unshare --mount --propagation private sh -euc '
    image=\$1 directory=\$2
    shift 2
    mount -t tmpfs tmpfs "\$image/mnt"
    mkdir "\$image/mnt/upper" "\$image/mnt/work" "\$image/mnt/root"
    root=\$image/mnt/root
    mount -t overlay -o "lowerdir=\$image,upperdir=\$image/mnt/upper,workdir=\$image/mnt/work" overlay "\$root"
    mkdir -p "\$root\$directory"
    mount --bind "\$directory" "\$root\$directory"
    mount --bind /proc "\$root/proc"
    mount --bind /dev "\$root/dev"
    exec chroot "\$root" "\$@"
' sh "$image" "\$@"
END
    chmod 755 "$LAB_DIR/in-image.new"
    mv "$LAB_DIR/in-image.new" "$LAB_DIR/in-image"
}

# What earlier versions of the lab have left: a smaller image under another name.
remove_old() {
    rm -rf --one-file-system "$LAB_DIR/trixie" "$LAB_DIR/trixie.building" "$LAB_DIR/site"
}

mkdir -p "$LAB_DIR"
exec 9>"$LAB_DIR/install.lock"
flock -w 900 9 || fail "another installation holds $LAB_DIR/install.lock. Wait for it, or end it."
restore_policy
install_packages
make_image
make_runner
remove_old
say "installed"
