# The switch from the old files to the new ones: everything in between is undone, whatever happens.
#
# A file to switch: { path, real, now, text, old, new, like }; now and text are undef where nothing is, or shall be.

my $input = \*STDIN;    # where "confirm" comes from

# Whether somebody still wants it: what they say, "gone", or "" if nothing within so many seconds.
my $heard = '';
sub listen_for {
    my ($limit) = @_;
    my $end = seconds() + $limit;
    while (1) {
        return $1 if $heard =~ s/\A([^\n]*)\n//;
        my $bits = '';
        vec($bits, fileno $input, 1) = 1;
        my $left = $end - seconds();
        my $ready = select $bits, undef, undef, $left < 0 ? 0 : $left;
        if ($ready > 0) {
            my $got = sysread $input, $heard, 4096, length $heard;
            return 'gone' if defined $got && !$got || !defined $got && !$!{EINTR};
            next;
        }
        return '' if $left <= 0;
    }
}

# Makes a backup and switches, in a process of its own: if one of the two is killed, the other one sees to it that all is
# old or all is new. The result: [KIND, TEXT, ID].
sub switch {
    my ($kind, $undoes, @files) = @_;
    my $done = $kind eq 'apply' ? 'the new files are in place' : "everything is as it was before $undoes->[0]";
    my @daemons = daemons_of(@files);
    my @ran = map { my $now = running($_); $now ? [$_->{key}, $now->{unit}] : () } @daemons;
    my $said = listen_for(0);
    refuse('interrupted; nothing was changed') if $said eq 'gone' || $said =~ /\Aundo/;
    my $backup = make_backup($kind, $undoes, \@ran, @files);
    step("backup $backup->{id} in $backup->{directory}");
    $SIG{$_} = 'IGNORE' for qw(HUP INT TERM QUIT PIPE);
    my $pid = fork;
    failed("cannot fork: $!") unless defined $pid;
    if (!$pid) {
        $in_worker = 1;
        # A signal to the group of one is none to the other.
        setpgrp 0, 0;
        my $result = eval { switched($backup, $done, \@daemons, @files) } || (ref $@ eq 'ARRAY' ? $@ : ['failed', words_of($@)]);
        report('result', @$result[0, 1], $backup->{id});
        POSIX::_exit(0);
    }
    1 while waitpid($pid, 0) != $pid && $!{EINTR};
    POSIX::_exit(0) if $? == 0;
    delete $set{'kill-at'};
    recover();
    return ['applied', "$done after all", $backup->{id}] if backup($backup->{id})->{state} eq 'applied';
    return ['rolled-back', 'the installer was killed; everything is as it was before', $backup->{id}];
}

sub switched {
    my ($backup, $done, $daemons, @files) = @_;
    open_journal($backup);
    my ($disturbed, $left, @restarted) = (0, 0);
    my $good = eval {
        for my $file (@files) {
            step((defined $file->{text} ? 'writing' : 'removing') . " /$file->{path}");
            my $like = defined $file->{like} ? $file->{like} : $file->{real};
            my $done = defined $file->{text} ? put($file->{real}, $file->{text}, $like, $file->{old}) : take_away(@$file{qw(real old)});
            failed("/$file->{path} was changed by somebody else meanwhile") unless $done;
        }
        for my $daemon (@$daemons) {
            my ($fine, $said) = check_in_place($daemon);
            if (!$fine) { detail($said); failed("$daemon->{name} does not accept its files in place") }
        }
        for my $daemon (@$daemons) {
            point();
            my @held = held($daemon, @files);
            my $again = ignored($daemon, @held) && $set{restart} && running($daemon);
            push @restarted, $daemon->{key} if $again;
            open_journal($backup, @restarted) if $again;
            $disturbed = 1;
            take_up($daemon, $again, \@files, @held);
        }
        point();
        confirmed();
        close_journal($backup, 'applied');
        1;
    };
    if ($good) {
        eval { forget_old() };
        return ['applied', $done];
    }
    my $why = words_of($@);
    step("putting back what was there: $why");
    my $back = eval {
        $left = restore($backup);
        put_daemons_back($backup, @restarted) if $disturbed;
        close_journal($backup, 'undone');
        1;
    };
    return ['rolled-back', "$why; everything" . ($left ? ' else' : '') . ' is as it was before'] if $back;
    return ['failed', "$why; and what was there could not be put back: " . words_of($@)
            . "; it is in $backup->{directory}/old, and the next --apply or --rollback tries again"];
}

# Nothing to write, but a restart that an earlier reload could not do without.
sub restart_pending {
    my (@daemons) = @_;
    my $restarted = 0;
    for my $daemon (grep { pending($_) } @daemons) {
        my ($good, $said) = check_in_place($daemon);
        if (!$good) { detail($said); refuse("$daemon->{name} does not accept its files, and is not restarted") }
        take_up($daemon, 1, [], held($daemon));
        $restarted = 1;
    }
    return $restarted;
}

sub take_up {
    my ($daemon, $again, $files, @held) = @_;
    my $kept = join ', ', ignored($daemon, @held);
    if ($daemon->{kind} eq 'mariadb') {
        my ($most) = map { defined $_->{text} && $_->{text} =~ /^\s*max[_-]connections\s*=\s*(\d+)/m ? $1 : () } @$files;
        note('MariaDB reads its file when it is started, and Headroom never restarts it: restart this node, one node at a time'
                . (defined $most ? ", or SET GLOBAL max_connections = $most" : ''));
    }
    elsif ($again) {
        step("$daemon->{name}: stopping and starting it for $kept");
        restart($daemon);
        remember_held($daemon);
        step("$daemon->{name} runs with its new files");
    }
    elsif (running($daemon)) {
        step("$daemon->{name}: reloading");
        reload($daemon);
        step("$daemon->{name} works with its new files");
        remember_held($daemon, @held);
        return unless length $kept;
        note("$daemon->{name} ignores in a reload, and until it is stopped and started (--restart): $kept");
    }
    else { note("$daemon->{name} does not run here: nothing to reload") }
}

# Waits until who asked for it has looked whether all is well.
sub confirmed {
    return unless $set{confirm} > 0;
    report('armed', $set{confirm});
    my $said = listen_for($set{confirm});
    return if $said eq 'confirm';
    failed('nobody has confirmed it within ', $set{confirm}, ' s') if $said eq '';
    failed('the connection to who asked for it was lost') if $said eq 'gone';
    my (undef, $why) = split /\t/, $said;
    failed(defined $why && length $why ? decoded($why) : 'undone as asked');
}

sub use_input { $input = $_[0] }
