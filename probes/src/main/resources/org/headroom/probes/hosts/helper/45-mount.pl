# mount PATH [full|brief] [WRITE-DIR] [PATIENCE]: how a mounted volume answers, as seen on this host. It counts as frozen when a
# single touch takes longer than PATIENCE (4 seconds).
# "brief": three names and three files only.
# A process of its own touches it. Where that hangs, it is left behind and holds the lock of the order, so that there is
# never a second one for the same mount; when the mount thaws, it ends. "step" is what it did last.
# Reads what exists (small files that a short walk has found; their names are remembered in our own directory), and writes only
# below WRITE-DIR, one small file for each host: without it, nothing is written.
# Subjects: PATH; "PATH client NUMBER" for the mount's connection to each brick of a Gluster volume.
my $MOUNT_TIMES = 3;            # of each kind of touch; the median counts
my $MOUNT_MORE = 15;            # ... where it is slow: is it always?
my $MOUNT_SLOW = 0.008;         # seconds
my $MOUNT_BUDGET = 1.0;         # seconds after which no further touch is begun
my $MOUNT_SMALL = 65536;        # bytes
my $MOUNT_REMEMBERED = 60;      # files
my $MOUNT_WALK_AGAIN = 6 * 3600;

# Type and source of what is mounted there, () if nothing is.
sub mount_found {
    my ($path) = @_;
    my @found;
    open my $in, '<', '/proc/self/mountinfo' or return ();
    while (my $line = <$in>) {
        my ($before, $after) = split / - /, $line, 2;
        next unless defined $after;
        my $point = (split ' ', $before)[4];
        $point =~ s/\\(\d{3})/chr oct $1/ge;
        @found = (split ' ', $after)[0, 1] if $point eq $path;
    }
    close $in;
    return @found;
}

sub mount_median {
    my @sorted = sort { $a <=> $b } @_;
    return $sorted[$#sorted / 2];
}

# Calls a touch with each argument in turn until time is over; seconds of each that went well, and the first that did not.
sub mount_timed {
    my ($end, $touch, @arguments) = @_;
    my (@seconds, $problem);
    for my $argument (@arguments) {
        last if @seconds && Time::HiRes::time() > $end;
        last if @seconds >= $MOUNT_TIMES && mount_median(@seconds) < $MOUNT_SLOW;
        my $began = Time::HiRes::time();
        $! = 0;
        if ($touch->($argument)) { push @seconds, Time::HiRes::time() - $began }
        elsif (!defined $problem && $! != Errno::ENOENT() && $! != Errno::ESTALE()) { $problem = "$argument: $!" }
    }
    return (\@seconds, $problem);
}

# Opened, read to its end, closed; how many bytes.
sub mount_read {
    my ($file) = @_;
    open my $in, '<', $file or return 0;
    my $text;
    my $bytes = sysread $in, $text, $MOUNT_SMALL;
    close $in;
    return $bytes;
}

sub mount_listed {
    my ($directory, $entries) = @_;
    opendir my $in, $directory or return 0;
    $$entries = () = readdir $in;
    closedir $in;
    return 1;
}

# Small files, some of each directory, nearest first; for no longer than it may take.
sub mount_walk {
    my ($path, $end) = @_;
    my @files;
    my @directories = ($path);
    my $looked = 0;
    while (@directories && @files < $MOUNT_REMEMBERED && $looked < 600) {
        my $directory = shift @directories;
        opendir my $in, $directory or next;
        my $here = 0;
        while (defined(my $name = readdir $in)) {
            next if $name =~ /^\./;
            last if ++$looked > 600 || $here >= 12 || Time::HiRes::time() > $end;
            my @stat = lstat "$directory/$name" or next;
            if (-d _) { push @directories, "$directory/$name" if @directories < 100 }
            # Keys and the like are nobody's business.
            elsif (-f _ && $stat[2] & 4 && $stat[7] > 0 && $stat[7] <= $MOUNT_SMALL) { push @files, "$directory/$name"; $here++ }
        }
        closedir $in;
        last if Time::HiRes::time() > $end;
    }
    return @files;
}

# A file of ours that remembers something of a mount.
sub mount_memory {
    my ($path, $what) = @_;
    my $directory = own_directory();
    return undef unless defined $directory;
    $path =~ s/([^A-Za-z0-9.-])/sprintf '_%02x', ord $1/ge;
    return "$directory/" . substr("mount$path", 0, 200) . ".$what";
}

sub mount_remember {
    my ($path, $what, $text) = @_;
    my $file = mount_memory($path, $what);
    return unless defined $file;
    sysopen my $out, "$file.$$", Fcntl::O_WRONLY() | O_CREAT | Fcntl::O_EXCL() | O_NOFOLLOW, 0600 or return;
    my $good = defined syswrite $out, $text;
    close $out;
    $good && rename "$file.$$", $file or unlink "$file.$$";
}

# Small files of the mount, as remembered or found now; in another order each time, so that caches do not tell the tale.
sub mount_files {
    my ($path, $end) = @_;
    my $memory = mount_memory($path, 'files');
    my $known = defined $memory ? slurp($memory) : undef;
    my @files = defined $known && time - (stat $memory)[9] < $MOUNT_WALK_AGAIN ? split /\0/, $known : ();
    if (!@files) {
        @files = mount_walk($path, $end);
        mount_remember($path, 'files', join "\0", @files) if @files;
    }
    for my $at (reverse 1 .. $#files) {
        my $other = int rand $at + 1;
        @files[$at, $other] = @files[$other, $at];
    }
    return @files;
}

sub mount_forget { my $memory = mount_memory($_[0], 'files'); unlink $memory if defined $memory }

# What the client of a Gluster mount knows: which bricks it is connected to. It answers from its own memory.
# Nothing else is read there: reading "profile" would clear what it counts.
sub mount_clients {
    my ($path) = @_;
    my $graph = "$path/.meta/graphs/active";
    opendir my $in, $graph or return;
    my @parts = sort grep { /-(?:client|replicate)-\d+$/ } readdir $in;
    closedir $in;
    for my $part (@parts) {
        my $private = slurp("$graph/$part/private", 65536);
        next unless defined $private;
        my ($kind, $number) = $part =~ /-(\w+)-(\d+)$/;
        if ($kind eq 'replicate') {
            emit('mount', "$path set $number", 'up', $1) if $private =~ /^up = (\d)/m;
            next;
        }
        my $subject = "$path client $number";
        emit('mount', $subject, 'connected', $1) if $private =~ /^connected = (\d+)/m;
        my ($host, $brick) = map { slurp("$graph/$part/options/$_", 4096) } qw(remote-host remote-subvolume);
        s/\s+$// for grep { defined } $host, $brick;
        emit('mount', $subject, 'brick', "$host:$brick") if defined $host && defined $brick;
    }
}

# A small file of ours is written anew, renamed into place and read back; then those of the other hosts are read: each tells when
# its host wrote it, and, by what that host remembers, when before that.
sub mount_written {
    my ($path, $directory) = @_;
    my $host = (POSIX::uname())[1];
    $host =~ s/[^A-Za-z0-9.-]/_/g;
    my $began = Time::HiRes::time();
    my $token = sprintf '%.6f', $began;
    my $file = ".headroom-$host";
    my $failed = sub { emit('mount', $path, 'write_problem', "$_[0]: $!"); 0 };
    # From within: once we are there, nobody can put a link in the place of what was checked.
    my ($parent, $name) = $directory =~ m{^(.*?)/+([^/]+)/*$};
    chdir $parent or return $failed->("chdir $parent");
    if (!-d $name) { mkdir $name, 0755 or return $failed->("mkdir $directory") }
    chdir $name or return $failed->("chdir $directory");
    require Cwd;
    my $here = Cwd::getcwd();
    if (!defined $here || "$here/" !~ m{^\Q$path\E/}) { problem('mount', $path, "$directory leads out of the volume: nothing is written"); return 0 }
    $directory = '.';
    sysopen my $out, "$file.new", Fcntl::O_WRONLY() | O_CREAT | Fcntl::O_TRUNC() | O_NOFOLLOW, 0644 or return $failed->("open $file.new");
    syswrite $out, "$token\n" or return $failed->("write $file.new");
    close $out or return $failed->("close $file.new");
    rename "$file.new", $file or return $failed->("rename $file.new");
    emit('mount', $path, 'write_seconds', sprintf '%.6f', Time::HiRes::time() - $began);
    my $back = slurp($file, 64);
    return $failed->("read $file") unless defined $back;
    emit('mount', $path, 'read_back', $back eq "$token\n" ? 1 : 0);
    my $before = mount_memory($path, 'token');
    $before = defined $before ? slurp($before, 64) : undef;
    emit('mount', $path, 'writer', $host);
    emit('mount', $path, 'token', $token);
    emit('mount', $path, 'token_before', $before);
    mount_remember($path, 'token', $token);
    opendir my $in, $directory or return 1;
    for my $other (grep { /^\.headroom-[A-Za-z0-9._-]+$/ && !/\.new$/ } readdir $in) {
        my $seen = slurp("$directory/$other", 64);
        emit('mount', $path, 'seen ' . substr($other, 10), $1) if defined $seen && $seen =~ /^(\d+\.\d+)\n/;
    }
    closedir $in;
    return 1;
}

# What is being done, and since when: if it hangs, this is where.
my $mount_began = 0;
sub mount_step {
    my ($path, $what) = @_;
    emit('mount', $path, 'step', $what);
    emit('mount', $path, 'step_at', sprintf '%.3f', Time::HiRes::time() - $mount_began);
}

# Medians of touches: of the volume, or of this host's own disk to compare with.
sub mount_medians {
    my ($path, $prefix, $end, $brief, $directory, @files) = @_;
    my $note = sub {
        my ($what, $seconds, $problem) = @_;
        if (@$seconds) {
            emit('mount', $path, "$prefix${what}_seconds", sprintf '%.6f', mount_median(@$seconds));
            my ($best) = sort { $a <=> $b } @$seconds;
            emit('mount', $path, "${what}_best_seconds", sprintf '%.6f', $best) if !$prefix && $what =~ /^(?:lookup|read)$/;
        }
        emit('mount', $path, "$prefix${what}_problem", $problem) if defined $problem;
        return scalar @$seconds;
    };
    my $step = sub { mount_step($path, $_[0]) unless $prefix };
    # What is not there is in no cache: every brick is asked.
    $step->("looking for a file that is not there");
    my @nothing = map { sprintf '%s/.headroom-%d-%06d', $directory, $$, rand 1e6 } 1 .. $MOUNT_MORE;
    $note->('lookup', mount_timed($end, sub { !lstat $_[0] && $! == Errno::ENOENT() }, @nothing));
    if (@files) {
        # Others for stat than for reading, as long as there are enough.
        my $half = @files > 2 * $MOUNT_MORE ? $MOUNT_MORE : int @files / 2;
        my @read = @files[0 .. ($half || 1) - 1];
        my @stat = @files[-($half || 1) .. -1];
        $step->("reading $read[0]");
        my $good = $note->('read', mount_timed($end, \&mount_read, @read));
        mount_forget($path) if !$good && !$prefix;
        return if $brief;
        $step->("stat of $stat[0]");
        $note->('stat', mount_timed($end, sub { my @found = lstat $_[0]; scalar @found }, @stat));
        ($directory) = $stat[0] =~ m{^(.+)/};
    }
    return if $brief;
    $step->("listing $directory");
    my $entries = 0;
    $note->('list', mount_timed($end, sub { mount_listed($_[0], \$entries) }, ($directory) x 3));
    emit('mount', $path, 'list_entries', $entries) unless $prefix;
}

# Whether a directory is below the mount of a network volume (or of shared memory, for tests), links followed: who may only run this helper, or only write to the volume, must
# not get us to write elsewhere.
sub mount_holds {
    my ($path, $type, $directory) = @_;
    require Cwd;
    return 0 if $directory !~ m{^\Q$path\E/+[^/]} || $directory =~ m{/\.\.(/|$)} || -l $directory;
    my $parent = $directory;
    $parent =~ s{/+[^/]+/*$}{};
    my $real = Cwd::realpath($parent);
    return defined $real && "$real/" =~ m{^\Q$path\E/} && ($type =~ /^(fuse\.|nfs|ceph)/ || $path eq '/dev/shm');
}

sub mount_touched {
    my ($path, $type, $mode, $write) = @_;
    $mount_began = Time::HiRes::time();
    my $end = $mount_began + $MOUNT_BUDGET;
    mount_step($path, 'asking its client');
    mount_clients($path) if $type eq 'fuse.glusterfs';
    mount_step($path, "stat of $path");
    if (!stat $path) { emit('mount', $path, 'dead', "$!"); return }
    mount_step($path, 'looking for small files');
    my @files = mount_files($path, $end - $MOUNT_BUDGET / 2);
    ($MOUNT_TIMES, $MOUNT_MORE) = (3, 3) if $mode eq 'brief';
    mount_medians($path, '', $end, $mode eq 'brief', $path, @files);
    if ($write ne '' && !mount_holds($path, $type, $write)) {
        problem('mount', $path, "$write is no directory below this volume: nothing is written");
    } elsif ($write ne '') {
        mount_step($path, "writing below $write");
        mount_written($path, $write);
    }
    my $local = $INC{'POSIX.pm'};
    if ($mode ne 'brief' && defined $local && $local =~ m{^(/.+)/}) {
        mount_medians($path, 'local_', $end + 1, 0, $1, ($local) x (2 * $MOUNT_MORE));
    }
    emit('mount', $path, 'done', 1);
}

$section{mount} = sub {
    my ($path, $mode, $write, $patience) = @_;
    require Errno;
    my ($type, $source) = mount_found($path);
    emit('mount', $path, 'mounted', defined $type ? 1 : 0);
    return unless defined $type;
    # By the mount alone: neither check, watch nor a load, with whatever arguments, touches it beside another.
    my ($lock, $why, $since) = lock_of('mount', $path);
    if (!$lock) {
        emit('mount', $path, 'stuck_seconds', $since);
        problem('mount', $path, $why);
        return;
    }
    emit('mount', $path, 'type', $type);
    emit('mount', $path, 'source', $source);
    $| = 1;
    print '';
    my $began = Time::HiRes::time();
    pipe my $read, my $told or die "pipe: $!";
    my $pid = fork;
    die "fork: $!" unless defined $pid;
    if (!$pid) {
        close $read;
        # Nobody shall wait for this process who waits for the end of the answer.
        open STDOUT, '>&', $told;
        $| = 1;
        close $told;
        eval { mount_touched($path, $type, $mode || 'full', defined $write ? $write : ''); 1 }
            or problem('mount', $path, "helper: $@");
        POSIX::_exit(0);
    }
    close $told;
    my $text = '';
    while ((my $left = $began + ($patience || 4) - Time::HiRes::time()) > 0) {
        my $bits = '';
        vec($bits, fileno $read, 1) = 1;
        next if select($bits, undef, undef, $left) <= 0;
        my $got = sysread $read, $text, 65536, length $text;
        print substr $text, 0, 1 + rindex($text, "\n"), '';
        if (!$got) { waitpid $pid, 0; return }
        $began = Time::HiRes::time();    # it goes on
    }
    emit('mount', $path, 'frozen_seconds', sprintf '%.1f', Time::HiRes::time() - $began);
};
