
# roundtrip ADDRESS:PORT...: how long a TCP connection takes to come about, best of three; subject: ADDRESS:PORT. Nothing
# is sent, and the connection is dropped at once.
$section{roundtrip} = sub {
    require Socket;
    my %best;
    my %why;
    for my $round (1 .. 3) {
        my %begun;
        for my $peer (@_) {
            my ($socket, $problem) = roundtrip_begin($peer);
            if ($socket) { $begun{$peer} = [$socket, Time::HiRes::time()] }
            else { $why{$peer} = $problem }
        }
        my $end = Time::HiRes::time() + 0.6;
        while (%begun && (my $left = $end - Time::HiRes::time()) > 0) {
            my $bits = '';
            vec($bits, fileno $_->[0], 1) = 1 for values %begun;
            next if select(undef, $bits, undef, $left) <= 0;
            my $now = Time::HiRes::time();
            for my $peer (grep { vec $bits, fileno $begun{$_}[0], 1 } keys %begun) {
                my ($socket, $since) = @{ delete $begun{$peer} };
                my ($seconds, $problem) = roundtrip_end($socket, $now - $since);
                if (defined $seconds) {
                    $best{$peer} = $seconds if !defined $best{$peer} || $seconds < $best{$peer};
                }
                else { $why{$peer} = $problem }
            }
        }
        $why{$_} = 'no answer within 0.6 s, twice' for keys %begun;
        # A packet may be lost once. One that does not answer costs that time no more than twice.
        @_ = grep { defined $best{$_} } @_ if $round == 2;
    }
    emit('roundtrip', $_, 'seconds', sprintf '%.6f', $best{$_}) for sort keys %best;
    emit('roundtrip', $_, 'failure', $why{$_}) for grep { !defined $best{$_} } sort keys %why;
};

sub roundtrip_begin {
    my ($peer) = @_;
    my ($host, $port) = $peer =~ /\A\[?(.*?)\]?:(\d{1,5})\z/ or return (undef, 'no address');
    my ($problem, $found) = Socket::getaddrinfo($host, $port, { socktype => Socket::SOCK_STREAM() });
    return (undef, 'its name does not resolve') if $problem || !$found;
    socket my $socket, $found->{family}, Socket::SOCK_STREAM(), 0 or return (undef, "$!");
    fcntl $socket, Fcntl::F_SETFL(), fcntl($socket, Fcntl::F_GETFL(), 0) | Fcntl::O_NONBLOCK();
    return $socket if connect $socket, $found->{addr} or $! == POSIX::EINPROGRESS();
    # Refused at once is an answer, too.
    return $! == POSIX::ECONNREFUSED() ? ($socket) : (undef, "$!");
}

# (seconds) or (undef, why). The kernel's own measure is not stretched by a busy CPU.
sub roundtrip_end {
    my ($socket, $seconds) = @_;
    my $error = unpack 'i', getsockopt $socket, Socket::SOL_SOCKET(), Socket::SO_ERROR();
    my $info = getsockopt $socket, 6, 11;    # IPPROTO_TCP, TCP_INFO
    setsockopt $socket, Socket::SOL_SOCKET(), Socket::SO_LINGER(), pack 'ii', 1, 0;
    close $socket;
    if ($error && $error != POSIX::ECONNREFUSED()) {
        local $! = $error;
        return (undef, "$!");
    }
    my $kernel = !$error && defined $info && length $info >= 72 ? unpack('x68 L', $info) / 1e6 : 0;
    return ($kernel > 0 && $kernel < $seconds ? $kernel : $seconds);
}
