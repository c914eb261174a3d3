
# processes: memory of every process; subject: its number. Of those of Apache and PHP-FPM the title, too, which says the pool;
# arguments of others may be secret and are not read.
$section{processes} = sub {
    opendir my $proc, "$ROOT/proc" or return problem('processes', '-', "$ROOT/proc: $!");
    for my $pid (sort { $a <=> $b } grep { /^\d+$/ } readdir $proc) {
        # Neither this look nor what started it.
        next if $ROOT eq '' && ($pid == $$ || $pid == getppid);
        my $status = slurp("$ROOT/proc/$pid/status", 16384);
        next unless defined $status && $status =~ /^Name:\s+(.*)$/m;
        my $name = $1;
        my ($parent) = $status =~ /^PPid:\s+(\d+)/m;
        my ($threads) = $status =~ /^Threads:\s+(\d+)/m;
        my $maps = slurp("$ROOT/proc/$pid/smaps_rollup");
        if (!defined $maps) {
            emit('processes', $pid, 'unread', "$!") if $! == POSIX::EACCES();
            next;
        }
        my %of;
        while ($maps =~ /^(\w+):\s+(\d+) kB/mg) { $of{$1} += $2 * 1024 }
        # A kernel thread, or one that is ending.
        next unless defined $of{Pss};
        emit('processes', $pid, 'name', $name);
        emit('processes', $pid, 'parent', $parent);
        emit('processes', $pid, 'threads', $threads);
        emit('processes', $pid, 'pss', $of{Pss});
        emit('processes', $pid, 'private', ($of{Private_Clean} || 0) + ($of{Private_Dirty} || 0));
        emit('processes', $pid, 'shared_memory', $of{Pss_Shmem} || 0);
        if ($name =~ /^(?:apache2|httpd|php-fpm)/) {
            my $title = slurp("$ROOT/proc/$pid/cmdline", 4096);
            $title = '' unless defined $title;
            $title =~ s/\0/ /g;
            $title =~ s/\s+\z//;
            emit('processes', $pid, 'title', $title);
        }
    }
    closedir $proc;
};
