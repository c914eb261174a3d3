
sub read_orders {
    my (@orders, $waiting);
    # As program on standard input the orders follow __END__; an installed helper is sent the same and skips the program.
    my $in = \*STDIN;
    if (defined fileno(main::DATA)) { $in = \*main::DATA }
    else {
        $waiting = -t STDIN ? 0 : 1;
    }
    while (my $line = <$in>) {
        $line =~ s/\r?\n$//;
        if ($line eq '__END__') { @orders = (); $waiting = 0; next }
        last if $line eq 'go';
        push @orders, [map { decoded($_) } split /\t/, $line, -1] if length $line;
    }
    return @orders;
}

# Looks at every order at once; returns when all are done or the deadline has passed.
sub look {
    my ($deadline, @orders) = @_;
    my $end = Time::HiRes::time() + $deadline;
    my %job;    # descriptor => job
    my $bits = '';
    for my $order (@orders) {
        my ($name, @arguments) = @$order;
        my $subject = @arguments ? $arguments[0] : '-';
        if (!$section{$name}) { problem($name, $subject, 'this helper is older than Headroom: install the new one'); next }
        pipe my $read, my $write or next;
        my $pid = fork;
        if (!defined $pid) { problem($name, $subject, "cannot fork: $!"); next }
        if (!$pid) {
            close $read;
            open STDIN, '<', '/dev/null';
            open STDOUT, '>&', $write;
            close $write;
            open STDERR, '>', '/dev/null';
            my $lock;
            if ($alone{$name}) {
                my $since;
                ($lock, $since) = lock_of($name, @arguments);
                if (!$lock) {
                    emit($name, $subject, 'stuck_seconds', $since);
                    problem($name, $subject, "still hangs since $since s");
                    STDOUT->flush;
                    POSIX::_exit(0);
                }
            }
            eval { $section{$name}->(@arguments); 1 } or problem($name, $subject, "helper: $@");
            $| = 1;
            print '';
            POSIX::_exit(0);
        }
        close $write;
        $job{ fileno $read } = { read => $read, pid => $pid, name => $name, subject => $subject, text => '' };
        vec($bits, fileno $read, 1) = 1;
    }
    while (%job && (my $left = $end - Time::HiRes::time()) > 0) {
        my $ready = $bits;
        next if select($ready, undef, undef, $left) <= 0;
        for my $fd (grep { vec $ready, $_, 1 } keys %job) {
            my $job = $job{$fd};
            my $got = sysread $job->{read}, $job->{text}, 65536, length $job->{text};
            next if $got;
            vec($bits, $fd, 1) = 0;
            print $job->{text};
            close $job->{read};
            waitpid $job->{pid}, POSIX::WNOHANG();
            delete $job{$fd};
        }
    }
    for my $job (values %job) {
        kill 'KILL', $job->{pid};
        print map { "$_\n" } grep { length } (split /\n/, $job->{text}, -1)[0 .. ($job->{text} =~ tr/\n//) - 1];
        problem($job->{name}, $job->{subject}, sprintf 'no answer within %.1f s', $deadline);
    }
    print "end\n";
    $| = 1;
    print '';
    $| = 0;
    1 while waitpid(-1, POSIX::WNOHANG()) > 0;
}

my ($deadline, $every, @orders) = (8, 0);
for my $order (read_orders()) {
    if ($order->[0] eq 'deadline') { $deadline = $order->[1] }
    elsif ($order->[0] eq 'every') { $every = $order->[1] }
    else { push @orders, $order }
}
my $began = Time::HiRes::time();
look($deadline, @orders);
while ($every > 0) {
    $began += $every;
    my $pause = $began - Time::HiRes::time();
    $began -= $pause if $pause < 0;
    # Whoever started us is gone when standard input ends.
    my $bits = '';
    vec($bits, fileno STDIN, 1) = 1;
    if (select($bits, undef, undef, $pause > 0 ? $pause : 0) > 0) { sysread(STDIN, my $byte, 1) or last }
    look($deadline, @orders);
}
POSIX::_exit(0);
