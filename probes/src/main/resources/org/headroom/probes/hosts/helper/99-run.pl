
# Names of its own: sections may call theirs as they like.
package Headroom::Run;
use Time::HiRes ();

*emit = \&main::emit;
*problem = \&main::problem;
*decoded = \&main::decoded;

my $MOST_ORDERS = 500;
my $MOST_TEXT = 4 << 20;
my $IDLE_SECONDS = 900;

my @orders;    # [name, arguments...]
my %running;    # order's line => pid of a look that did not end
my %job;    # descriptor => job of the look that is under way

# No process of ours outlives us if a signal can help it.
sub give_up {
    kill 'KILL', map { -$_->{pid} } values %job;
    POSIX::_exit(0);
}
$SIG{$_} = \&give_up for qw(TERM HUP INT PIPE);
$SIG{ALRM} = sub { POSIX::_exit(0) };
$SIG{CHLD} = 'DEFAULT';

# Starts an order in a process group of its own, with nothing of ours but the pipe for its answer.
sub start {
    my ($order, $deadline) = @_;
    my ($name, @arguments) = @$order;
    my $subject = @arguments ? $arguments[0] : '-';
    my $key = join "\t", @$order;
    if (!$main::section{$name}) {
        return problem($name, $subject, 'this helper is older than Headroom: install the new one');
    }
    if ($running{$key}) {
        if (waitpid($running{$key}[0], POSIX::WNOHANG()) == 0) {
            my $since = int(Time::HiRes::time() - $running{$key}[1]);
            emit($name, $subject, 'stuck_seconds', $since);
            return problem($name, $subject, "an earlier look still hangs (since $since s)");
        }
        delete $running{$key};
    }
    pipe my $read, my $write or return problem($name, $subject, "no pipe: $!");
    my $pid = fork;
    return problem($name, $subject, "cannot fork: $!") unless defined $pid;
    if (!$pid) {
        # With our own end open, nothing would tell it that we are gone.
        close $read;
        answer($write, $deadline, $name, $subject, @arguments);
        POSIX::_exit(0);
    }
    setpgrp $pid, $pid;
    close $write;
    $job{ fileno $read } =
        { read => $read, pid => $pid, name => $name, subject => $subject, key => $key, text => '', since => Time::HiRes::time() };
}

# What the child does.
sub answer {
    my ($write, $deadline, $name, $subject, @arguments) = @_;
    $SIG{$_} = 'DEFAULT' for qw(TERM HUP INT PIPE ALRM);
    setpgrp 0, 0;
    alarm int($deadline) + 2;
    open STDIN, '<', '/dev/null';
    open STDOUT, '>&', $write;
    open STDERR, '>', '/dev/null';
    close $write;
    close $_->{read} for values %job;
    my $lock;
    if ($main::alone{$name}) {
        ($lock, my $why, my $since) = main::lock_of($name, @arguments);
        if (!$lock) {
            emit($name, $subject, 'stuck_seconds', $since);
            problem($name, $subject, $why);
            STDOUT->flush;
            return;
        }
    }
    eval { $main::section{$name}->(@arguments); 1 } or do {
        my $why = $@;
        $why =~ s/ at \S+ line \d+.*//s;
        problem($name, $subject, "helper: $why");
    };
    STDOUT->flush;
}

# Passes on the whole lines that a job has printed.
sub pass_on {
    my ($job) = @_;
    my $whole = rindex $job->{text}, "\n";
    print substr $job->{text}, 0, $whole + 1 if $whole >= 0;
}

sub stop {
    my ($job, $why) = @_;
    kill 'KILL', -$job->{pid};
    pass_on($job);
    problem($job->{name}, $job->{subject}, $why);
    STDOUT->flush;
    $running{ $job->{key} } = [$job->{pid}, $job->{since}] if waitpid($job->{pid}, POSIX::WNOHANG()) == 0;
}

# Looks at every order at once; returns when all are done or the deadline has passed.
sub look {
    my ($deadline) = @_;
    my $began = Time::HiRes::time();
    emit('helper', '-', 'began', sprintf '%.6f', $began);
    emit('helper', '-', 'version', $main::VERSION);
    STDOUT->flush;
    start($_, $deadline) for @orders;
    my $bits = '';
    vec($bits, $_, 1) = 1 for keys %job;
    while (%job && (my $left = $began + $deadline - Time::HiRes::time()) > 0) {
        my $ready = $bits;
        next if select($ready, undef, undef, $left) <= 0;
        for my $fd (grep { vec $ready, $_, 1 } keys %job) {
            my $job = $job{$fd};
            my $got = sysread $job->{read}, $job->{text}, 65536, length $job->{text};
            next if $got && length $job->{text} <= $MOST_TEXT;
            vec($bits, $fd, 1) = 0;
            delete $job{$fd};
            if ($got) { stop($job, 'it found more than fits in an answer'); next }
            pass_on($job);
            STDOUT->flush;
        }
    }
    stop($_, sprintf 'no answer within %.1f s', $deadline) for values %job;
    %job = ();
    1 while waitpid(-1, POSIX::WNOHANG()) > 0;
    emit('helper', '-', 'ended', sprintf '%.6f', Time::HiRes::time());
    print "end\n";
    STDOUT->flush;
}

sub run {
    # As program on standard input the orders follow __END__ on the same handle.
    my $sent = $0 eq '-' && defined fileno main::DATA;
    my $in = $sent ? \*main::DATA : \*STDIN;
    my $looked = 0;
    alarm $IDLE_SECONDS;
    while (defined(my $line = <$in>)) {
        $line =~ s/\r?\n\z//;
        if (!$sent) {
            $sent = $line eq '__END__';
            next;
        }
        my ($name, @arguments) = map { decoded($_) } split /\t/, $line, -1;
        next unless defined $name && length $name;
        if ($name eq 'look') {
            alarm 0;
            my $deadline = @arguments && $arguments[0] =~ /\A(\d{1,3}(?:\.\d{1,6})?)\z/ ? $1 : 8;
            look($deadline < 0.1 ? 0.1 : $deadline > 60 ? 60 : $deadline);
            $looked = 1;
            alarm $IDLE_SECONDS;
        }
        elsif (@orders < $MOST_ORDERS) { push @orders, [$name, @arguments] }
        else { problem($name, '-', "more than $MOST_ORDERS orders") }
    }
    alarm 0;
    look(8) if @orders && !$looked;
}

run();
POSIX::_exit(0);
