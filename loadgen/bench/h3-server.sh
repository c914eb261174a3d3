# Sourced by the benchmarks: nginx 1.26 of the lab's image on loopback, one worker on core 0, P-256, h1 + h2 + h3.
# Sets $port; ends nginx when the script ends.
set -euo pipefail
image=/var/lib/headroom/lab/in-image
[ -x "$image" ] || { echo "the lab's image is missing: headroom lab install" >&2; exit 3; }
port=${PORT:-18443}
work=$(mktemp -d)
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=bench.test \
    -addext subjectAltName=DNS:bench.test -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
mkdir "$work/www"
head -c 1024 /dev/urandom >"$work/www/1k"
chmod -R a+rX "$work"
cat >"$work/nginx.conf" <<CONF
daemon off; pid $work/nginx.pid; error_log $work/error.log warn; worker_processes 1; worker_rlimit_nofile 65536;
events { worker_connections 20000; }
http {
    access_log off; keepalive_requests 1000000000; keepalive_timeout 300s; http2_max_concurrent_streams 256;
    server {
        listen 127.0.0.1:$port ssl; listen 127.0.0.1:$port quic reuseport rcvbuf=4m sndbuf=4m; http2 on;
        server_name bench.test;
        ssl_certificate $work/cert.pem; ssl_certificate_key $work/key.pem; ssl_protocols TLSv1.3;
        http3_max_concurrent_streams 256; ${QUIC:-}
        root $work/www;
    }
}
CONF
taskset -c "${SERVER_CORE:-0}" "$image" "$work" nginx -c "$work/nginx.conf" &
server=$!
ended() {
    [ -f "$work/nginx.pid" ] && kill "$(cat "$work/nginx.pid")" 2>/dev/null || kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap ended EXIT
for _ in $(seq 100); do curl -sko /dev/null "https://127.0.0.1:$port/1k" && break; sleep 0.1; done
