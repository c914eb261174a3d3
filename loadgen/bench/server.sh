# Sourced by the benchmarks of h1 and h2: nginx 1.26 of the lab's image on loopback, one worker on core 0, TLS 1.3 with a
# P-256 certificate, a file of 1 KB. Sets $work, $port and $status_port (plain http, /status); ends nginx with the script.
image=/var/lib/headroom/lab/in-image
[ -x "$image" ] || { echo "the lab's image is missing: headroom lab install" >&2; exit 3; }
port=${PORT:-19443} status_port=$((${PORT:-19443} + 1))
work=$(mktemp -d)
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=bench.test \
    -addext subjectAltName=DNS:bench.test,DNS:localhost -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
mkdir "$work/www"
head -c 1024 /dev/zero | tr '\0' x >"$work/www/1k"
chmod -R a+rX "$work"
cat >"$work/nginx.conf" <<CONF
daemon off; pid $work/nginx.pid; error_log $work/error.log warn; worker_processes 1; worker_rlimit_nofile 65536;
events { worker_connections 30000; }
http {
    access_log off; keepalive_requests 1000000000; keepalive_timeout 300s; http2_max_concurrent_streams 128;
    server {
        listen 127.0.0.1:$port ssl backlog=8192; http2 on; server_name bench.test;
        ssl_certificate $work/cert.pem; ssl_certificate_key $work/key.pem; ssl_protocols TLSv1.3;
        root $work/www;
    }
    server { listen 127.0.0.1:$status_port; location = /status { stub_status; } }
}
CONF
taskset -c "${SERVER_CORE:-0}" "$image" "$work" nginx -c "$work/nginx.conf" &
server=$!
ended() {
    if [ -f "$work/nginx.pid" ]; then kill "$(cat "$work/nginx.pid")" 2>/dev/null || true; fi
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap ended EXIT
for _ in $(seq 100); do curl -sko /dev/null "https://127.0.0.1:$port/1k" && break; sleep 0.1; done
