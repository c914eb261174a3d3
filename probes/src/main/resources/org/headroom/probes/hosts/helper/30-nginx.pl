# nginx SECONDS PORT [ERROR_LOG ACCESS_LOG]: nginx's processes, its version and limits, and what its logs of the last SECONDS
# tell. Logs are those that the master process has open, else those named. Of what they say only counts leave the host.
# Subject "-": processes and limits. Subject "errors": KIND => "AGE=COUNT ..." by age in seconds. Subject "access": the
# same for statuses 502, 503, 504 and for all requests.
my %nginx_month = (Jan => 0, Feb => 1, Mar => 2, Apr => 3, May => 4, Jun => 5, Jul => 6, Aug => 7, Sep => 8, Oct => 9, Nov => 10, Dec => 11);

sub nginx_kind {
    my ($line) = @_;
    return 'no_live_upstreams' if index($line, 'no live upstreams') >= 0;
    if (index($line, 'upstream') >= 0) {
        return 'upstream_refused' if $line =~ /\(111: |Connection refused|\(2: No such file[^)]*\) while connecting to upstream/;
        return 'upstream_timed_out' if $line =~ /timed out|\(110: |No route to host|\(113: /;
        return 'upstream_closed' if $line =~ /prematurely closed|reset by peer|\(104: |\(32: /;
        return 'upstream_other' if $line =~ /\[(?:error|crit|alert|emerg)\]/;
    }
    return 'worker_connections' if index($line, 'worker_connections are not enough') >= 0 || index($line, 'Too many open files') >= 0;
    return 'tls' if $line =~ /SSL_|ssl_|certificate/i && $line =~ /\[(?:error|crit|alert|emerg)\]/;
    return 'worker_died' if $line =~ /worker process \d+ exited on signal/;
    return 'serious' if $line =~ /\[(?:crit|alert|emerg)\]/;
    return undef;
}

# The last bytes of a file from the first whole line on, preceded by those of FILE.1 if it was begun within the window.
sub nginx_tail {
    my ($file, $most, $since) = @_;
    open my $in, '<', $file or return undef;
    my $size = -s $in;
    my $start = $size > $most ? $size - $most : 0;
    sysseek $in, $start, 0;
    my $text = '';
    while (length $text < $most) { sysread($in, $text, $most - length $text, length $text) or last }
    $text =~ s/^[^\n]*\n// if $start;
    if (!$start && $file !~ /\.1$/) {
        my @old = stat "$file.1";
        if (@old && $old[9] >= $since) {
            my $before = nginx_tail("$file.1", $most, $since);
            $text = $before . $text if defined $before;
        }
    }
    return $text;
}

sub nginx_emit_ages {
    my ($subject, %seen) = @_;
    for my $kind (sort keys %seen) {
        emit('nginx', $subject, $kind, join ' ', map { "$_=$seen{$kind}{$_}" } sort { $a <=> $b } keys %{ $seen{$kind} });
    }
}

sub nginx_errors {
    my ($file, $seconds) = @_;
    my $now = time;
    my $text = nginx_tail($file, 256 * 1024, $now - $seconds);
    if (!defined $text) { problem('nginx', 'errors', "cannot read $file: $!"); return }
    emit('nginx', 'errors', 'file', $file);
    my (%seen, $stamp, $age);
    $stamp = '';
    for my $line (reverse split /\n/, $text) {
        next unless $line =~ m{^(\d{4})/(\d\d)/(\d\d) (\d\d):(\d\d):(\d\d) };
        if ($stamp ne substr $line, 0, 19) {
            $stamp = substr $line, 0, 19;
            $age = $now - POSIX::mktime($6, $5, $4, $3, $2 - 1, $1 - 1900, 0, 0, -1);
        }
        last if $age > $seconds;
        my $kind = nginx_kind($line);
        $seen{$kind}{ $age < 0 ? 0 : $age }++ if defined $kind;
    }
    nginx_emit_ages('errors', %seen);
}

# Combined format, and JSON with "status" and "time" or "msec".
sub nginx_access {
    my ($file, $seconds) = @_;
    my $now = time;
    my $text = nginx_tail($file, 128 * 1024, $now - $seconds);
    if (!defined $text) { problem('nginx', 'access', "cannot read $file: $!"); return }
    my (%seen, %age, $read);
    my $oldest = 0;
    for my $line (reverse split /\n/, $text) {
        # Not what checks ask themselves.
        next if index($line, 'Headroom check') >= 0;
        my ($stamp, $status);
        if ($line =~ m{ \[(\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [-+]\d{4})\] "(?:[^"\\]|\\.)*" (\d{3}) }) { ($stamp, $status) = ($1, $2) }
        elsif ($line =~ /^\{/ && $line =~ /"status":"?(\d{3})\b/) {
            $status = $1;
            $stamp = $1 if $line =~ /"time(?:_iso8601)?":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d)"/;
        }
        next unless defined $stamp;
        $age{$stamp} = $now - nginx_time($stamp) unless defined $age{$stamp};
        my $age = $age{$stamp} < 0 ? 0 : $age{$stamp};
        last if $age > $seconds;
        $oldest = $age if $age > $oldest;
        $read++;
        $seen{requests}{$age}++;
        $seen{"status_$status"}{$age}++ if $status == 502 || $status == 503 || $status == 504;
    }
    if (!$read && length $text && $text !~ /"status":|" \d{3} /) { problem('nginx', 'access', "$file is in no format that is known here"); return }
    emit('nginx', 'access', 'file', $file);
    nginx_emit_ages('access', %seen);
}

# How many sockets wait for QUIC, on the address that has the fewest: as many as workers with reuseport, else one.
sub nginx_udp {
    my ($port) = @_;
    my $wanted = sprintf '%04X', $port;
    my %sockets;
    for my $file ('/proc/net/udp', '/proc/net/udp6') {
        my $text = slurp($file);
        next unless defined $text;
        $sockets{$1}++ while $text =~ /^\s*\d+: ([0-9A-F]+):$wanted [0-9A-F]+:0000 /mg;
    }
    my ($fewest) = sort { $a <=> $b } values %sockets;
    emit('nginx', '-', 'udp_sockets', defined $fewest ? $fewest : 0);
}

sub nginx_time {
    my ($stamp) = @_;
    my ($year, $month, $day, $hour, $minute, $second, $zone);
    if ($stamp =~ m{^(\d\d)/(\w{3})/(\d{4}):(\d\d):(\d\d):(\d\d) ([-+]\d{4})}) {
        ($day, $month, $year, $hour, $minute, $second, $zone) = ($1, $nginx_month{$2}, $3, $4, $5, $6, $7);
    }
    elsif ($stamp =~ /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)([-+]\d\d):(\d\d)/) {
        ($year, $month, $day, $hour, $minute, $second, $zone) = ($1, $2 - 1, $3, $4, $5, $6, "$7$8");
    }
    return 0 unless defined $month;
    # Days since 1970, by the civil calendar: no program's time zone has a say.
    my $y = $month < 2 ? $year - 1 : $year;
    my $m = $month < 2 ? $month + 10 : $month - 2;
    my $days = 365 * $y + int($y / 4) - int($y / 100) + int($y / 400) + int((153 * $m + 2) / 5) + $day - 719469;
    my ($sign, $zone_hours, $zone_minutes) = $zone =~ /^([-+])(\d\d)(\d\d)/;
    my $offset = ($zone_hours * 60 + $zone_minutes) * 60;
    return $days * 86400 + $hour * 3600 + $minute * 60 + $second - ($sign eq '-' ? -$offset : $offset);
}

# Whether a program may be run to ask for its version: anybody can call a process of his "nginx: master process", but only
# root's own counts, and only a file that nobody else can have written.
sub nginx_trusted {
    my ($pid, $program) = @_;
    my $status = slurp("/proc/$pid/status", 4096);
    return 0 unless defined $status && $status =~ /^Uid:\s+0\s+0\s+0\s/m;
    my @found = stat $program;
    return @found && $found[4] == 0 && !($found[2] & 022);
}

$section{nginx} = sub {
    my ($seconds, $port, $error_log, $access_log) = @_;
    $seconds = 300 unless defined $seconds && $seconds =~ /^\d+$/;
    my (@masters, @workers);
    my $leaving = 0;
    my $own_network = readlink '/proc/self/ns/net';
    $own_network = '' unless defined $own_network;
    opendir my $proc, '/proc' or do { problem('nginx', '-', "cannot read /proc: $!"); return };
    for my $pid (grep { /^\d+$/ } readdir $proc) {
        my $name = slurp("/proc/$pid/comm");
        next unless defined $name && $name =~ /^nginx/;
        my $line = slurp("/proc/$pid/cmdline");
        next unless defined $line;
        # Not those in containers, which have a network of their own.
        my $network = readlink "/proc/$pid/ns/net";
        next if defined $network && $network ne $own_network;
        if ($line =~ /^nginx: master process/) { push @masters, $pid }
        elsif ($line =~ /^nginx: worker process is shutting down/) { $leaving++ }
        elsif ($line =~ /^nginx: worker process/) { push @workers, $pid }
    }
    emit('nginx', '-', 'masters', scalar @masters);
    emit('nginx', '-', 'workers', scalar @workers);
    emit('nginx', '-', 'workers_leaving', $leaving);
    my $conf = '/etc/nginx/nginx.conf';
    nginx_udp($port) if defined $port && $port =~ /^\d+$/;
    if (@masters) {
        my $master = $masters[0];
        my $line = slurp("/proc/$master/cmdline");
        $conf = $1 if defined $line && $line =~ /\s-c\s*([^\s\0]+)/;
        for my $fd (glob "/proc/$master/fd/*") {
            my $file = readlink $fd;
            next unless defined $file && $file =~ m{^/} && $file !~ m{^/(?:dev|proc)/} && $file !~ / \(deleted\)$/;
            # Of another root directory than ours it can be read as the master has it open.
            my $readable = -e $file ? $file : $fd;
            $error_log = $readable if !defined $error_log && $file =~ /err/ && $file =~ /log/;
            $access_log = $readable if !defined $access_log && $file =~ /access/;
        }
        my $program = readlink "/proc/$master/exe";
        emit('nginx', '-', 'replaced', 1) if defined $program && $program =~ s/ \(deleted\)$//;
        my $runnable = defined $program && -x $program ? $program : "/proc/$master/exe";
        if (nginx_trusted($master, $runnable) and my ($version) = (output_of($runnable, '-V'))[0]) {
            emit('nginx', '-', 'version', $1) if $version =~ m{nginx/([0-9.]+)};
            emit('nginx', '-', 'h3', $version =~ /http_v3_module/ ? 1 : 0) if $version =~ /configure arguments/;
        }
        my $text = slurp($conf);
        emit('nginx', '-', 'worker_connections', $text =~ /(?:^|[{;])\s*worker_connections\s+(\d+)/m ? $1 : 512) if defined $text;
    }
    $error_log = '/var/log/nginx/error.log' unless defined $error_log;
    $access_log = '/var/log/nginx/access.log' unless defined $access_log;
    nginx_errors($error_log, $seconds);
    nginx_access($access_log, $seconds);
};
