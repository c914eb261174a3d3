
# host [light]: load, pressure, memory and its limits, kills for memory, memory of Apache and FPM. "light" measures the
# memory of processes by what is cheap to read. Subject "-": the host; "apache", "fpm": these processes.
$section{host} = sub {
    my $light = grep { $_ eq 'light' } @_;
    emit('host', '-', 'hostname', (POSIX::uname())[1]);
    emit('host', '-', 'cores', POSIX::sysconf(84));    # _SC_NPROCESSORS_ONLN on Linux
    host_numbers();
    my ($groups, $blocked) = host_processes();
    emit('host', '-', 'processes_blocked', $blocked);
    my @own = cgroup_limit(1);
    host_limit('-', @own);
    for my $name (sort keys %$groups) {
        my @pids = @{ $groups->{$name} };
        emit('host', $name, 'processes', scalar @pids);
        my ($how, $bytes) = host_memory_of($light, @pids);
        emit('host', $name, $how, $bytes);
        my @limit = cgroup_limit($pids[0]);
        host_limit($name, @limit) if @limit && (!@own || $limit[0] ne $own[0]);
    }
};

sub host_numbers {
    my ($load1, $load5) = split ' ', (slurp("$ROOT/proc/loadavg") || '');
    emit('host', '-', 'load_1m', $load1);
    emit('host', '-', 'load_5m', $load5);
    my %memory = map { /^(\w+):\s+(\d+)/ ? ($1, $2 * 1024) : () } split /\n/, (slurp("$ROOT/proc/meminfo") || '');
    my $available = $memory{MemAvailable};    # since Linux 3.14
    $available = $memory{MemFree} + $memory{Buffers} + $memory{Cached} - ($memory{Shmem} || 0)
        if !defined $available && defined $memory{MemFree};
    emit('host', '-', 'memory_total', $memory{MemTotal});
    emit('host', '-', 'memory_available', $available);
    emit('host', '-', 'swap_total', $memory{SwapTotal});
    emit('host', '-', 'swap_free', $memory{SwapFree});
    for my $what (qw(cpu memory io)) {
        for my $line (split /\n/, (slurp("$ROOT/proc/pressure/$what") || '')) {
            emit('host', '-', "pressure_${what}_$1", $2 / 100) if $line =~ /^(some|full) .*\bavg60=([\d.]+)/;
        }
    }
    emit('host', '-', 'oom_kills', host_kills());
}

# Of the cgroup that all of this host is in (a container), else of the machine.
sub host_kills {
    my ($directory, $version) = cgroup_of(1);
    if (defined $directory && cgroup_inner($directory, $version)) {
        return cgroup_number("$directory/memory.events", 'oom_kill') if $version == 2;
        # Version 1 counts each group for itself.
        my $sum = 0;
        $sum += cgroup_number("$_/memory.oom_control", 'oom_kill') || 0 for ($directory, glob "$directory/*/ $directory/*/*/");
        return $sum;
    }
    return (slurp("$ROOT/proc/vmstat") || '') =~ /^oom_kill (\d+)$/m ? $1 : undef;
}

# Apache's and FPM's processes, and how many processes of all are in state D.
sub host_processes {
    my (%groups, $blocked);
    $blocked = 0;
    opendir my $proc, "$ROOT/proc" or return ({}, 0);
    for my $pid (grep { /^\d+$/ } readdir $proc) {
        my $stat = slurp("$ROOT/proc/$pid/stat", 4096);
        next unless defined $stat && $stat =~ /\((.*)\) (\S)/s;
        my ($name, $state) = ($1, $2);
        $blocked++ if $state eq 'D';
        next if $state eq 'Z';
        push @{ $groups{apache} }, $pid if $name =~ /^(?:apache2|httpd)\b/;
        push @{ $groups{fpm} }, $pid if $name =~ /^php-fpm/;
    }
    closedir $proc;
    return (\%groups, $blocked);
}

# ("pss", bytes), or ("rss", bytes) where PSS may not be read or would cost too much.
sub host_memory_of {
    my ($light, @pids) = @_;
    my ($pss, $rss) = (0, 0);
    for my $pid (@pids) {
        if (!$light && defined $pss) {
            my $maps = slurp("$ROOT/proc/$pid/smaps_rollup");
            $maps = slurp("$ROOT/proc/$pid/smaps", 16 << 20) if !defined $maps && $! == POSIX::ENOENT();    # before Linux 4.14
            if (defined $maps && $maps ne '') {
                while ($maps =~ /^Pss:\s+(\d+)/mg) { $pss += $1 * 1024 }
            }
            elsif (-e "$ROOT/proc/$pid/stat") { undef $pss }
        }
        my @pages = split ' ', (slurp("$ROOT/proc/$pid/statm", 4096) || '');
        $rss += $pages[1] * host_page_bytes() if @pages > 1;
    }
    return !$light && defined $pss ? ('pss', $pss) : ('rss', $rss);
}

sub host_page_bytes { return POSIX::sysconf(POSIX::_SC_PAGESIZE()) }

sub host_limit {
    my ($subject, $path, $limit, $used) = @_;
    return unless defined $path;
    emit('host', $subject, 'limit_of', $path);
    emit('host', $subject, 'limit', $limit);
    emit('host', $subject, 'limit_used', $used);
}

# Where memory cgroups are mounted, and what of their tree: ([directory, root, version], ...).
my @cgroup_mounts;
sub cgroup_mounts {
    return @cgroup_mounts if @cgroup_mounts;
    for my $mount (host_mounts()) {
        my $version = $mount->{type} eq 'cgroup2' ? 2 : $mount->{type} eq 'cgroup' && $mount->{super} =~ /\bmemory\b/ ? 1 : 0;
        push @cgroup_mounts, [$ROOT . $mount->{point}, $mount->{root}, $version] if $version;
    }
    # Where both are, version 2 has no memory controller.
    @cgroup_mounts = sort { $a->[2] <=> $b->[2] } @cgroup_mounts;
    return @cgroup_mounts;
}

# The directory of a process's memory cgroup, its version, and where the tree begins.
sub cgroup_of {
    my ($pid) = @_;
    my $text = slurp("$ROOT/proc/$pid/cgroup");
    return () unless defined $text;
    for my $mount (cgroup_mounts()) {
        my ($point, $root, $version) = @$mount;
        my $path = $version == 1 ? ($text =~ m{^\d+:(?:[^:]*,)?memory(?:,[^:]*)?:(.*)$}m)[0] : ($text =~ m{^0::(.*)$}m)[0];
        next unless defined $path && $path !~ m{(?:^|/)\.\.(?:/|$)};
        $root = '' if $root eq '/';
        next unless $root eq '' || index("$path/", "$root/") == 0;
        my $inner = substr $path, length $root;
        $inner = '' if $inner eq '/';
        return ("$point$inner", $version, $point) if -d "$point$inner";
    }
    return ();
}

# Whether that is not the machine's own group, which bounds nothing.
sub cgroup_inner {
    my ($directory, $version) = @_;
    return -e "$directory/memory.max" if $version == 2;
    my ($limit) = cgroup_own($directory, 1);
    return defined $limit || !grep { $_->[0] eq $directory } cgroup_mounts();
}

# A group's own limit and what of it is in use that cannot be given back: everything but the page cache.
sub cgroup_own {
    my ($directory, $version) = @_;
    my $limit = slurp($directory . ($version == 2 ? '/memory.max' : '/memory.limit_in_bytes'), 64);
    return () unless defined $limit && $limit =~ /^(\d+)$/m && $1 < 2**60;
    $limit = $1;
    my $usage = slurp($directory . ($version == 2 ? '/memory.current' : '/memory.usage_in_bytes'), 64);
    return () unless defined $usage && $usage =~ /^(\d+)/;
    $usage = $1;
    my %of = map { split ' ' } split /\n/, (slurp("$directory/memory.stat") || '');
    my $cache = $version == 2
        ? ($of{file} || 0) - ($of{shmem} || 0) + ($of{slab_reclaimable} || 0)
        : ($of{total_cache} || 0) - ($of{total_shmem} || 0);
    return ($limit, $usage > $cache ? $usage - $cache : 0);
}

# The limit that a process meets first: (its group, bytes, bytes in use).
sub cgroup_limit {
    my ($pid) = @_;
    my ($directory, $version, $top) = cgroup_of($pid);
    my @least;
    while (defined $directory) {
        my ($limit, $used) = cgroup_own($directory, $version);
        @least = (substr($directory, length $top) || '/', $limit, $used) if defined $limit && (!@least || $limit < $least[1]);
        last if $directory eq $top;
        $directory =~ s{/[^/]*\z}{};
    }
    return @least;
}

sub cgroup_number {
    my ($file, $name) = @_;
    return (slurp($file) || '') =~ /^\Q$name\E (\d+)$/m ? $1 : undef;
}

# Every mount, from the kernel's list: no file system is asked.
sub host_mounts {
    my @mounts;
    for my $line (split /\n/, (slurp("$ROOT/proc/self/mountinfo") || '')) {
        my ($before, $after) = split / - /, $line, 2;
        next unless defined $after;
        my @field = split ' ', $before;
        my ($type, $source, $super) = split ' ', $after;
        next unless @field >= 6 && defined $super;
        s/\\([0-7]{3})/chr oct $1/ge for @field[3, 4], $source;
        push @mounts, { device => $field[2], root => $field[3], point => $field[4], options => $field[5], type => $type, source => $source, super => $super };
    }
    return @mounts;
}
