#!/bin/bash
# Installs what the lab needs on a Debian 12 machine: Debian's own packages, and one chroot with Debian 13's nginx and
# curl, since those speak HTTP/3. Run as root, as often as you like: what is there already is left alone.
# No service of any package is started, and no file of the machine's own configuration is changed.
#
# What the caller sets:
#   LAB_DIR        where the chroot goes, e.g. /var/lib/headroom/lab
#   LAB_PACKAGES   names of the Debian packages, separated by blanks
#   LAB_MIRROR     the Debian mirror this machine uses; debootstrap takes Debian 13 from it
#   http_proxy     only where apt has a proxy
set -euo pipefail
# Daemons of several users walk through what is made here.
umask 022

: "${LAB_DIR:?LAB_DIR is not set: the directory that the chroot goes to}"
: "${LAB_PACKAGES:?LAB_PACKAGES is not set: the packages to install}"
: "${LAB_MIRROR:?LAB_MIRROR is not set: the Debian mirror of this machine}"

policy=/usr/sbin/policy-rc.d
saved=$policy.before-headroom-lab
chroot=$LAB_DIR/trixie
mark="# headroom lab: no service starts while packages are installed"

say() { printf '%s\n' "$*"; }
fail() { printf 'lab install: %s\n' "$*" >&2; exit 3; }

[ "$(id -u)" = 0 ] || fail "needs root, to install packages and to make a chroot. Run it as root (sudo)."

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

missing_packages() {
    local name
    for name in $LAB_PACKAGES; do
        case $(dpkg-query -W -f '${Status}' "$name" 2>/dev/null) in
            *" ok installed") ;;
            *) printf '%s ' "$name" ;;
        esac
    done
}

apt() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -y \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold "$@" </dev/null
}

install_packages() {
    local missing
    missing=$(missing_packages)
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
    disable_services "$missing"
}

# Packages ask systemd to start their services at the next boot. What came only for the lab must not.
disable_services() {
    local name unit
    command -v systemctl >/dev/null || return 0
    for name in $1; do
        case $name in
            apache2) unit="apache2.service apache-htcacheclean.service" ;;
            php-fpm) unit=$(cd /lib/systemd/system && echo php*-fpm.service) ;;
            mariadb-server) unit=mariadb.service ;;
            rsync) unit=rsync.service ;;
            *) continue ;;
        esac
        # shellcheck disable=SC2086  # several units
        systemctl disable $unit >/dev/null 2>&1 || say "packages: could not disable $unit; it may start at the next boot"
    done
}

# debootstrap mounts /proc and /sys in what it builds, and leaves them there when it is killed.
unmount_below() {
    awk -v below="$1/" 'index($2, below) == 1 { print $2 }' /proc/mounts | sort -r | xargs -r umount
}

# Built beside its place and renamed when complete, so a chroot is either whole or not there.
make_chroot() {
    local building=$chroot.building
    if [ -x "$chroot/usr/sbin/nginx" ] && [ -x "$chroot/usr/bin/curl" ]; then
        say "chroot: $chroot is there"
        return
    fi
    say "chroot: making $chroot with Debian 13's nginx and curl from $LAB_MIRROR (about a minute)"
    mkdir -p "$LAB_DIR"
    unmount_below "$building"
    unmount_below "$chroot"
    rm -rf --one-file-system "$building" "$chroot"
    debootstrap --variant=minbase --include=nginx,curl trixie "$building" "$LAB_MIRROR" >"$building.log" 2>&1 </dev/null || {
        tail -n 20 "$building.log" >&2
        fail "debootstrap could not make $building from $LAB_MIRROR (log: $building.log). Is the mirror reachable, and does it carry trixie?"
    }
    rm -rf "$building"/var/cache/apt/archives/*.deb "$building"/var/lib/apt/lists/*
    [ -x "$building/usr/sbin/nginx" ] || fail "the chroot has no nginx (log: $building.log)"
    mv "$building" "$chroot"
    rm -f "$building.log"
}

mkdir -p "$LAB_DIR"
exec 9>"$LAB_DIR/install.lock"
flock -w 900 9 || fail "another installation holds $LAB_DIR/install.lock. Wait for it, or end it."
restore_policy
install_packages
make_chroot
say "installed"
