# gluster-profile MAXIMUM-AGE [ROOT]: what gluster has measured of its bricks, for volumes that somebody has switched profiling
# on for; never switches it on, never clears what others measure. The command takes the cluster's lock and may wait for it for
# minutes: it is run at most every MAXIMUM-AGE seconds, by one process that is left behind if it takes long. Its last complete
# answer is kept in our own directory, and told with its age.
# Subject: the volume. "xml": the answer; "age": seconds; "version": of the command, since its unit depends on it.

my $PROFILE_PATIENCE = 2.5;     # seconds to wait for a fresh answer
my $PROFILE_GIVEN_UP = 150;     # seconds after which the command is ended

# The volumes with profiling on, by glusterd's own files.
sub profile_volumes {
    my ($root) = @_;
    my @volumes;
    for my $file (sort glob "$root/var/lib/glusterd/vols/*/info") {
        my $info = slurp($file);
        next unless defined $info && $info =~ /^diagnostics\.latency-measurement=(?:on|yes|true|enable|1)$/m;
        push @volumes, $1 if $file =~ m{([^/]+)/info$};
    }
    return @volumes;
}

sub profile_memory {
    my ($volume) = @_;
    my $directory = own_directory();
    return undef unless defined $directory && $volume =~ /^[A-Za-z0-9._-]{1,200}$/;
    return "$directory/gluster-profile-$volume.xml";
}

# Asks the command line, and keeps what it says if it says something whole.
sub profile_asked {
    my ($volume) = @_;
    my $memory = profile_memory($volume);
    return unless defined $memory;
    local $SIG{ALRM} = sub { kill 'KILL', -$$ };
    alarm $PROFILE_GIVEN_UP;
    my ($version) = output_of('gluster', '--version');
    my ($text, $status) = output_of('gluster', '--mode=script', '--xml', 'volume', 'profile', $volume, 'info', 'cumulative');
    return unless $status == 0 && $text =~ m{</cliOutput>\s*$};
    my ($number) = $version =~ /glusterfs (\d+(?:\.\d+)*)/;
    sysopen my $out, "$memory.$$", Fcntl::O_WRONLY() | O_CREAT | Fcntl::O_EXCL() | O_NOFOLLOW, 0600 or return;
    my $whole = (defined $number ? $number : '') . "\n$text";
    my $good = (syswrite($out, $whole) || 0) == length $whole;
    close $out;
    $good && rename "$memory.$$", $memory or unlink "$memory.$$";
}

# Starts a process that asks for each of the volumes; waits for it for a while. None is started while an earlier one hangs.
sub profile_refreshed {
    my (@volumes) = @_;
    pipe my $read, my $write or return;
    my $pid = fork;
    return unless defined $pid;
    if (!$pid) {
        close $read;
        setpgrp 0, 0;
        my ($lock) = lock_of('gluster-profile');
        # Whoever waits for the end of our answer shall not wait for this.
        open STDOUT, '>', '/dev/null';
        if ($lock) { profile_asked($_) for @volumes }
        POSIX::_exit(0);
    }
    close $write;
    my $bits = '';
    vec($bits, fileno $read, 1) = 1;
    select $bits, undef, undef, $PROFILE_PATIENCE;
}

$section{'gluster-profile'} = sub {
    my ($most, $root) = @_;
    my @volumes = profile_volumes(defined $root ? $root : '');
    my @old = grep {
        my $memory = profile_memory($_);
        my $changed = defined $memory ? (stat $memory)[9] : undef;
        !defined $changed || time - $changed >= ($most || 300)
    } @volumes;
    profile_refreshed(@old) if @old;
    for my $volume (@volumes) {
        my $memory = profile_memory($volume);
        my $text = defined $memory ? slurp($memory, 4 << 20) : undef;
        if (!defined $text) { problem('gluster-profile', $volume, 'gluster volume profile gave no answer yet'); next }
        my ($version, $xml) = split /\n/, $text, 2;
        emit('gluster-profile', $volume, 'version', $version);
        emit('gluster-profile', $volume, 'age', time - (stat $memory)[9]);
        emit('gluster-profile', $volume, 'xml', $xml);
    }
};
