#!/bin/bash
# Prepares the lab's sites, inside a room on the lab's image: a MariaDB data directory at rest with a database for every
# site, and a document root each, without wp-config.php. A site is a row of /mnt/sites (name, host) and a file
# /mnt/NAME.json with all its values; all sites go through the same steps.
#
# What the room sees: /mnt the scripts, /var/www and /var/lib/mysql what is being made.
# Standard input: the password of the sites' administrators.
set -euo pipefail
umask 022

wordpress=/usr/share/wordpress
socket=/run/mysqld/mysqld.sock
export HOME=/root

say() { printf 'sites: %s\n' "$*"; }

read -r admin_password

as_web() { setpriv --reuid=www-data --regid=www-data --clear-groups "$@"; }

# run_php SITE SCRIPT ARGUMENT…: WordPress ends with 0 even when it has no database, so only the script's last words
# count.
run_php() {
    local site=$1 output
    shift
    output=$(cd "/var/www/$site" && as_web php -d memory_limit=512M -d display_errors=stderr -d error_log= "$@" 2>&1 </dev/null) \
        || { printf '%s\n' "$output"; exit 1; }
    if [ "${output##*$'\n'}" != "headroom: done" ]; then
        printf '%s\n' "$output" "(it ended before its end: $*)"
        exit 1
    fi
    output=${output%headroom: done}
    [ -z "$output" ] || say "$site: ${output//$'\n'/ }"
}

start_database() {
    install -d -o mysql -g mysql /run/mysqld
    chown mysql:mysql /var/lib/mysql
    chmod 750 /var/lib/mysql
    mariadb-install-db --no-defaults --user=mysql --datadir=/var/lib/mysql --innodb-log-file-size=16M \
        --innodb-undo-tablespaces=0 --skip-test-db --auth-root-authentication-method=socket >/tmp/install-db.log 2>&1 \
        || { cat /tmp/install-db.log; exit 1; }
    # A build that is cut short is thrown away, so no commit need be on disk.
    mariadbd --no-defaults --user=mysql --datadir=/var/lib/mysql --socket="$socket" --skip-networking \
        --character-set-server=utf8mb4 --collation-server=utf8mb4_unicode_ci --innodb-log-file-size=16M \
        --innodb-undo-tablespaces=0 --innodb-flush-log-at-trx-commit=0 --skip-name-resolve \
        >/tmp/mariadb.log 2>&1 </dev/null &
    database=$!
    local tries=0
    until mariadb-admin --no-defaults --socket="$socket" ping >/dev/null 2>&1; do
        tries=$((tries + 1))
        if [ "$tries" -gt 300 ] || ! kill -0 "$database" 2>/dev/null; then
            cat /tmp/mariadb.log
            exit 1
        fi
        sleep 0.1
    done
}

stop_database() {
    # 0: everything is in the tables, nothing left to merge. Any later server can start from it.
    printf 'SET GLOBAL innodb_fast_shutdown = 0;\n' | sql
    mariadb-admin --no-defaults --socket="$socket" shutdown
    wait "$database"
}

sql() { mariadb --no-defaults --socket="$socket" --batch; }

# What is the same in all sites: WordPress, the theme with its files, the plugin that keeps the lab quiet.
make_common() {
    local common=/var/www/common
    cp -rL "$wordpress" "$common"
    # Debian's own: a configuration that looks into /etc, and a link to rules for Apache.
    rm -rf "$common/.htaccess" "$common/wp-config.php" "$common/wp-content/uploads"
    mkdir -p "$common/wp-content/mu-plugins" "$common/wp-content/uploads"
    cp /mnt/mu-plugin.php "$common/wp-content/mu-plugins/headroom-lab.php"
    cp -r /mnt/theme "$common/wp-content/themes/headroom-lab"
    chown -R www-data:www-data "$common"
    as_web php -d memory_limit=512M /mnt/assets.php "$common/wp-content"
}

make_site() {
    local site=$1 host=$2 password
    say "$site: rolling out $host"
    password=$(head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n')
    (umask 077; printf '%s\n' "$password" >"/run/$site-database"; printf '%s\n' "$admin_password" >"/run/$site-admin")
    chown www-data:www-data "/run/$site-database" "/run/$site-admin"
    printf "CREATE DATABASE %s CHARACTER SET utf8mb4;
        CREATE USER '%s'@'localhost' IDENTIFIED BY '%s';
        GRANT ALL ON %s.* TO '%s'@'localhost';\n" "$site" "$site" "$password" "$site" "$site" | sql
    # The sites share the blocks of what is the same in all of them. Nobody writes to these files.
    cp -al /var/www/common "/var/www/$site"
    cp "/mnt/$site-config.php" "/var/www/$site/wp-config.php"
    run_php "$site" /mnt/install.php "/mnt/$site.json" "/run/$site-admin"
    run_php "$site" /mnt/content.php "/mnt/$site.json"
    rm "/var/www/$site/wp-config.php"
}

start_database
say "database server of the image is up"
make_common
while read -r site host; do
    make_site "$site" "$host" </dev/null
done </mnt/sites
rm -rf /var/www/common
stop_database
chmod 755 /var/www /var/www/*
say "database server has ended"
