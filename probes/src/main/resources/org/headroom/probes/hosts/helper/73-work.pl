
# work: memory of Apache and PHP-FPM at work, for so little that it may be asked every second beside a load. Of each pool one
# child that is at a request, and the one that was largest since it began; of Apache its largest process. Others come in
# the next looks, so that a run has a sample of them all. Subjects "pool NAME", "apache".
#
# The kernel keeps the most that a process ever had in memory (VmHWM), shared pages among it; without what it shares now
# that is what it had of its own, about.

# A map of a large opcache takes a millisecond to walk.
my $WORK_WALKS = 8;

# ([pid, parent], ...) of Apache, and those of PHP-FPM's children by pool. Processes of containers are none of ours.
sub work_processes {
    my (@apache, %pool);
    my $namespace = readlink "$ROOT/proc/self/ns/pid";
    opendir my $proc, "$ROOT/proc" or return ([], {});
    for my $pid (grep { /^\d+$/ } readdir $proc) {
        my $stat = slurp("$ROOT/proc/$pid/stat", 2048);
        next unless defined $stat && $stat =~ /^\d+ \((apache2|httpd|php-fpm[^)]*)\) [^ZX] (\d+)/;
        my ($name, $parent) = ($1, $2);
        my $theirs = readlink "$ROOT/proc/$pid/ns/pid";
        next if defined $theirs && defined $namespace && $theirs ne $namespace;
        if ($name !~ /^php/) { push @apache, [$pid, $parent]; next }
        my $title = slurp("$ROOT/proc/$pid/cmdline", 4096);
        push @{ $pool{$1} }, $pid if defined $title && $title =~ /^php-fpm: pool ([^\0]*?)\s*(?:\0|\z)/;
    }
    closedir $proc;
    # The hidden pool of pm.status_listen is no pool of a site.
    delete @pool{ grep { /^(.+)_status$/ && $pool{$1} } keys %pool };
    return (\@apache, \%pool);
}

# Numbers of a process's status; sizes in bytes.
sub work_status {
    my ($pid) = @_;
    my $text = slurp("$ROOT/proc/$pid/status", 16384);
    my %of;
    $of{$1} = $2 * ($3 ? 1024 : 1) while defined $text && $text =~ /^(VmHWM|VmRSS|Threads):\s+(\d+)( kB)?/mg;
    return \%of;
}

# (private bytes, shared bytes, PSS), or () where that may not be read.
sub work_walk {
    my ($pid) = @_;
    my $maps = slurp("$ROOT/proc/$pid/smaps_rollup", 8192);
    my %of;
    $of{$1} += $2 * 1024 while defined $maps && $maps =~ /^(Rss|Pss|Private_Clean|Private_Dirty):\s+(\d+) kB/mg;
    return () unless defined $of{Rss} && defined $of{Pss};
    my $private = ($of{Private_Clean} || 0) + ($of{Private_Dirty} || 0);
    return ($private, $of{Rss} - $private, $of{Pss});
}

# Emits what a pool's children have; gives how many maps it walked.
sub work_pool {
    my ($name, @children) = @_;
    my (@busy, $largest, $most);
    for my $pid (@children) {
        my $waits = waits_to_accept($pid);
        push @busy, $pid if defined $waits && !$waits;
        my $peak = work_status($pid)->{VmHWM};
        ($largest, $most) = ($pid, $peak) if defined $peak && (!defined $most || $peak > $most);
    }
    my $walks = 0;
    if (@busy && ++$walks) {
        my ($private) = work_walk($busy[rand @busy]);
        emit('work', "pool $name", 'private', $private);
    }
    if (defined $largest && ++$walks) {
        my ($private, $shared) = work_walk($largest);
        emit('work', "pool $name", 'peak', $most - $shared > $private ? $most - $shared : $private) if defined $shared;
    }
    return $walks;
}

$section{work} = sub {
    my ($apache, $pools) = work_processes();
    my %is = map { $_->[0] => 1 } @$apache;
    my ($largest, $most, $threads);
    # A child of one thread is no worker process: mod_cgid's daemon, rotatelogs, or one that is ending.
    for my $pid (map { $_->[0] } grep { $is{ $_->[1] } } @$apache) {
        my $of = work_status($pid);
        next unless ($of->{Threads} || 0) > 1 && defined $of->{VmRSS};
        ($largest, $most, $threads) = ($pid, $of->{VmRSS}, $of->{Threads}) if !defined $most || $of->{VmRSS} > $most;
    }
    my (undef, undef, $pss) = defined $largest ? work_walk($largest) : ();
    emit('work', 'apache', 'pss', $pss);
    emit('work', 'apache', 'threads', $threads) if defined $pss;
    my %order = map { ($_ => rand()) } keys %$pools;
    my $walks = 0;
    for my $name (sort { $order{$a} <=> $order{$b} } keys %order) {
        last if $walks >= $WORK_WALKS;
        $walks += work_pool($name, @{ $pools->{$name} });
    }
};
