# Sourced by the benches: a loopback nginx of the lab's image with one page of 1 KB over h1 and h2 with TLS at port $1 and
# over plain h1 at the next, work
# directory $2. Sets `nginx` to its process id.
start_nginx() {
    local port=$1 dir=$2
    mkdir -p "$dir/www"
    head -c 1024 /dev/zero | tr '\0' x >"$dir/www/index.html"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
        -addext subjectAltName=DNS:localhost -keyout "$dir/key.pem" -out "$dir/cert.pem" 2>/dev/null
    cat >"$dir/nginx.conf" <<EOF
daemon off; worker_processes 1; error_log $dir/error.log; pid $dir/nginx.pid;
events { worker_connections 16384; }
http {
    access_log off; keepalive_requests 1000000; ssl_session_tickets on;
    types { text/html html; }
    server {
        listen 127.0.0.1:$port ssl; listen 127.0.0.1:$((port + 1)); http2 on;
        ssl_certificate $dir/cert.pem; ssl_certificate_key $dir/key.pem;
        root $dir/www;
    }
}
EOF
    chmod 755 "$dir" "$dir/www"
    if command -v nginx >/dev/null; then nginx -c "$dir/nginx.conf" & else
        /var/lib/headroom/lab/in-image "$dir" nginx -c "$dir/nginx.conf" & fi
    nginx=$!
    for _ in $(seq 100); do (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null && return; sleep 0.1; done
    cat "$dir/error.log" >&2; return 1
}
