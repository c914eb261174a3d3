#!/bin/bash
# Serves prepared sites for a test, inside a room on the lab's image that shares this machine's network: PHP's own web
# server on loopback, one for each line of standard input (site, port, the database user's password).
set -euo pipefail
socket=/run/mysqld/mysqld.sock
install -d -o mysql -g mysql /run/mysqld
mariadbd --no-defaults --user=mysql --datadir=/var/lib/mysql --socket="$socket" --skip-networking --skip-name-resolve \
    >/tmp/mariadb.log 2>&1 </dev/null &
until mariadb-admin --no-defaults --socket="$socket" ping >/dev/null 2>&1; do
    kill -0 $! 2>/dev/null || { cat /tmp/mariadb.log; exit 1; }
    sleep 0.1
done
while read -r site port password; do
    (umask 077; printf '%s\n' "$password" >"/run/$site-database")
    chown www-data:www-data "/run/$site-database"
    printf "ALTER USER '%s'@'localhost' IDENTIFIED BY '%s';\n" "$site" "$password" \
        | mariadb --no-defaults --socket="$socket" --batch
    PHP_CLI_SERVER_WORKERS=2 setpriv --reuid=www-data --regid=www-data --clear-groups \
        php -S "127.0.0.1:$port" -t "/var/www/$site" </dev/null >/dev/null 2>&1 &
done
echo serving
wait
