# fpm: PHP-FPM on this host: subject "-" for its master, then each pool by name. Asks FPM nothing, so it answers when every
# child is busy: children are seen in /proc, the queue in the kernel, limits in the configuration.

# A pool's settings by name, from FPM's configuration with its includes; {} for those of [global].
sub fpm_configuration {
    my ($file) = @_;
    my (%pool, $files);
    my $current = '';
    my $read;
    $read = sub {
        my ($path, $depth) = @_;
        return if $depth > 8 || ++$files > 2000;
        my $text = slurp($path);
        return unless defined $text;
        for my $line (split /\r?\n/, $text) {
            if ($line =~ /^\s*\[([^\]]+)\]/) { $current = lc $1 eq 'global' ? '' : $1; next }
            next unless $line =~ /^\s*([A-Za-z_.]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^;]*?))\s*(?:;.*)?$/;
            my ($key, $value) = ($1, defined $2 ? $2 : defined $3 ? $3 : $4);
            if ($key eq 'include') {
                $value = "/usr/$value" unless $value =~ m{^/};
                $read->($_, $depth + 1) for sort(apache_glob($value));
                next;
            }
            $value =~ s/\$pool/$current/g;
            $pool{$current}{$key} = $value;
        }
    };
    $read->($file, 0);
    delete $pool{''};
    return \%pool;
}

# Every listening socket: {unix => {path => [waiting, backlog]}, tcp => [[port, address as text, waiting, backlog]]}, by
# the kernel's socket diagnostics, else by /proc/net, which does not tell the backlog.
sub listening_sockets {
    my %found = (unix => {}, tcp => []);
    my $listen = 1 << 10;
    my $unix = netlink_dump(pack('CCSLLLLL', 1, 0, 0, $listen, 0, 0x11, 0xffffffff, 0xffffffff));
    for my $message (@{ $unix || [] }) {
        my ($name, $waiting, $backlog);
        for (my $at = 16; $at + 4 <= length $message;) {
            my ($length, $type) = unpack 'SS', substr $message, $at, 4;
            last if $length < 4;
            my $body = substr $message, $at + 4, $length - 4;
            if ($type == 0) { ($name = $body) =~ s/\0+$// }
            elsif ($type == 4 && length $body >= 8) { ($waiting, $backlog) = unpack 'LL', $body }
            $at += ($length + 3) & ~3;
        }
        $found{unix}{$name} = [$waiting, $backlog] if defined $name && defined $waiting;
    }
    if (!$unix) {
        my %count;
        for (split /\n/, slurp('/proc/net/unix', 4 << 20) || '') {
            my @column = split ' ', $_, 8;
            next unless @column > 7;
            $found{unix}{ $column[7] } = [0, undef] if $column[3] eq '00010000';
            $count{ $column[7] }++ if $column[5] eq '02';
        }
        $found{unix}{$_}[0] = $count{$_} || 0 for keys %{ $found{unix} };
    }
    for my $family (2, 10) {
        my $tcp = netlink_dump(pack('CCCCL', $family, 6, 0, 0, $listen) . "\0" x 48);
        for my $message (@{ $tcp || [] }) {
            next if length $message < 72;
            my ($port) = unpack 'n', substr $message, 4, 2;
            my $address = inet_text($family, substr $message, 8, $family == 2 ? 4 : 16);
            push @{ $found{tcp} }, [$port, $address, unpack('LL', substr $message, 56, 8)];
        }
        next if $tcp;
        for (split /\n/, slurp($family == 2 ? '/proc/net/tcp' : '/proc/net/tcp6', 4 << 20) || '') {
            next unless /^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) \S+ 0A [0-9A-F]+:([0-9A-F]+)/;
            my $bytes = join '', map { pack 'L', hex } $1 =~ /.{8}/g;
            push @{ $found{tcp} }, [hex $2, inet_text($family, $bytes), hex $3, undef];
        }
    }
    return \%found;
}

sub inet_text {
    my ($family, $bytes) = @_;
    return join '.', unpack 'C4', $bytes if $family == 2;
    return '::' if $bytes eq "\0" x 16;
    return join ':', map { sprintf '%x', $_ } unpack 'n8', $bytes;
}

# Asks the kernel's socket diagnostics; the messages without their headers, or undef where it has none.
sub netlink_dump {
    my ($request) = @_;
    socket my $kernel, 16, 3, 4 or return undef;    # AF_NETLINK, SOCK_RAW, NETLINK_SOCK_DIAG
    send $kernel, pack('LSSLL', 16 + length $request, 20, 0x301, 1, 0) . $request, 0 or return undef;
    my @messages;
    for (1 .. 2000) {
        my $bits = '';
        vec($bits, fileno $kernel, 1) = 1;
        return undef unless select $bits, undef, undef, 1;
        defined recv $kernel, my $answer, 65536, 0 or return undef;
        for (my $at = 0; $at + 16 <= length $answer;) {
            my ($length, $type) = unpack 'LS', substr $answer, $at, 6;
            return \@messages if $type == 3;
            return undef if $type == 2 || $length < 16;
            push @messages, substr $answer, $at + 16, $length - 16;
            $at += ($length + 3) & ~3;
        }
    }
    return \@messages;
}

# The socket of a pool's listen setting: [waiting, backlog] or undef.
sub socket_of {
    my ($sockets, $listen) = @_;
    return $sockets->{unix}{$listen} if $listen =~ m{^/};
    my ($host, $port) = $listen =~ /^(?:\[?([^\]]*?)\]?:)?(\d+)$/ or return undef;
    my $any = !defined $host || $host eq '*' || $host eq '0.0.0.0' || $host eq '::' || $host eq '';
    my $named = defined $host && $host =~ /[a-z]/i && $host !~ /:/;
    my ($found) = grep { $_->[0] == $port && ($any || $named || $_->[1] eq $host) } @{ $sockets->{tcp} };
    ($found) = grep { $_->[0] == $port } @{ $sockets->{tcp} } unless $found;
    return $found ? [@$found[2, 3]] : undef;
}

# Whether a child waits in accept: 1 it does, 0 it is at a request, undef nobody may know.
sub waits_to_accept {
    my ($pid) = @_;
    my $call = slurp("$ROOT/proc/$pid/syscall", 256);
    if (defined $call && length $call) {
        return 0 if $call =~ /^running/;
        my $arm = (POSIX::uname())[4] =~ /^(?:aarch64|riscv)/;
        my ($number) = $call =~ /^(-?\d+)/;
        return undef unless defined $number;
        return $number == ($arm ? 202 : 43) || $number == ($arm ? 242 : 288) ? 1 : 0;
    }
    my $where = slurp("$ROOT/proc/$pid/wchan", 128);
    return undef if !defined $where || $where eq '' || $where eq '0';
    return $where =~ /accept|wait_for_more_packets/ ? 1 : 0;
}

sub fpm_pool_look {
    my ($name, $children, $settings, $sockets) = @_;
    my ($busy, $idle, @pss) = (0, 0);
    for my $child (@$children) {
        my $waits = waits_to_accept($child->[0]);
        if (defined $waits) { $waits ? $idle++ : $busy++ }
        # A map of a large opcache takes a millisecond to walk: some children are enough.
        next if @pss >= 40;
        my $map = slurp("/proc/$child->[0]/smaps_rollup", 8192);
        push @pss, $1 * 1024 if defined $map && $map =~ /^Pss:\s+(\d+) kB/m;
    }
    emit('fpm', $name, 'children', scalar @$children);
    emit('fpm', $name, 'busy', $busy) if $busy + $idle == @$children;
    if (@pss) {
        my ($sum, $most) = (0, 0);
        for (@pss) { $sum += $_; $most = $_ if $_ > $most }
        emit('fpm', $name, 'pss_mean', sprintf '%.0f', $sum / @pss);
        emit('fpm', $name, 'pss_max', $most);
    }
    return unless $settings;
    for (qw(listen pm pm.max_children pm.status_path pm.status_listen request_slowlog_timeout slowlog)) {
        emit('fpm', $name, $_, $settings->{$_});
    }
    my $socket = defined $settings->{listen} ? socket_of($sockets, $settings->{listen}) : undef;
    return unless $socket;
    emit('fpm', $name, 'queue', $socket->[0]);
    emit('fpm', $name, 'backlog', $socket->[1]);
}

$section{fpm} = sub {
    my (%master, %title, %children);
    my @all = own_processes(qr/^php/);
    for my $process (@all) {
        my $title = slurp("/proc/$process->[0]/cmdline", 4096);
        next unless defined $title && $title =~ /^php-fpm: (.*?)[\0\s]*$/s;
        $title{ $process->[0] } = $1;
        $master{ $process->[0] } = [$process, $1] if $title{ $process->[0] } =~ /^master process \((.*)\)/;
    }
    my $orphans = 0;
    for my $process (@all) {
        my $pid = $process->[0];
        next unless defined $title{$pid} && $title{$pid} =~ /^pool (.+)$/s;
        if ($master{ $process->[1] }) { push @{ $children{ $process->[1] }{$1} }, $process }
        else { $orphans++ }
    }
    emit('fpm', '-', 'masters', scalar keys %master);
    emit('fpm', '-', 'orphans', $orphans);
    return unless %master;
    my $sockets = listening_sockets();
    my %seen;
    for my $pid (sort { $a <=> $b } keys %master) {
        my ($process, $file) = @{ $master{$pid} };
        emit('fpm', '-', 'config', $file);
        emit('fpm', '-', 'age', age_of($process));
        my $exe = readlink "/proc/$pid/exe";
        emit('fpm', '-', 'deleted', $1) if defined $exe && $exe =~ /^(.*) \(deleted\)$/;
        my $pools = fpm_configuration($file);
        # The hidden pool of pm.status_listen is no pool of a site.
        my %hidden = map { defined $pools->{$_}{'pm.status_listen'} ? ("${_}_status" => 1) : () } keys %$pools;
        my %all = map { $_ => 1 } keys %$pools, keys %{ $children{$pid} || {} };
        for my $name (sort grep { !$hidden{$_} && !$seen{$_}++ } keys %all) {
            fpm_pool_look($name, $children{$pid}{$name} || [], $pools->{$name}, $sockets);
        }
    }
};

# fpm-config FILE: the pools of a configuration that nobody runs.
$section{'fpm-config'} = sub {
    my ($file) = @_;
    my $pools = fpm_configuration($file);
    for my $name (sort keys %$pools) {
        # Whatever file is named, nothing but what sizes a pool leaves this host.
        emit('fpm-config', $name, $_, $pools->{$name}{$_})
            for grep { /^(?:pm(?:\.\w+)?|listen(?:\.backlog)?|request_\w+|process_control_timeout|slowlog)$/ } sort keys %{ $pools->{$name} };
    }
};

# fpm-socket LISTEN: the queue of a listen setting, whoever listens there.
$section{'fpm-socket'} = sub {
    my ($listen) = @_;
    my $socket = socket_of(listening_sockets(), $listen) or return problem('fpm-socket', $listen, 'nobody listens');
    emit('fpm-socket', $listen, 'queue', $socket->[0]);
    emit('fpm-socket', $listen, 'backlog', $socket->[1]);
};
