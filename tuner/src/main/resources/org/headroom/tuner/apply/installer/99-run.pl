# One order after the other, under the lock.

my $lock;

# Takes the lock: undef, or who holds it.
sub take_lock {
    make_directory(state_directory());
    my $file = state_directory() . '/apply.lock';
    sysopen $lock, $file, O_RDWR | O_CREAT | O_NOFOLLOW, 0600 or failed("cannot lock $file: $!");
    if (!flock $lock, LOCK_EX | LOCK_NB) {
        my ($holder) = lines_of($file);
        return 'another installer is at work on this host' unless $holder && @$holder >= 3;
        return "another installer is at work on this host: process $holder->[0], since $holder->[1], started by $holder->[2]";
    }
    my $who = $ENV{SUDO_USER} || getpwuid($<) || $<;
    $who .= " from $1" if ($ENV{SSH_CLIENT} || '') =~ /\A(\S+)/;
    truncate $lock, 0;
    syswrite $lock, as_lines([$$, POSIX::strftime('%H:%M:%S UTC', gmtime), $who]);
    return undef;
}

sub carried_out {
    my ($what) = @_;
    refuse('this must run as root there: set ssh.sudo: true, or log in as root') if $> != 0 && !length $ROOT;
    refuse('not known: ', $what) unless $what =~ /\A(?:apply|rollback|list)\z/;
    my $held = take_lock();
    return ['busy', $held] if defined $held;
    return list() if $what eq 'list';
    my $before = recover();
    if ($before) {
        my ($how, $backup) = @$before;
        # Who goes back after that means this one, not the one before it, too.
        return ['applied', "the interrupted run $backup->{id} was taken back"]
            if $how eq 'undone' && $backup->{kind} eq 'apply' && $what eq 'rollback' && !defined $set{id};
        note($how eq 'finished'
            ? "an earlier run ($backup->{id}) was interrupted when it was done; that is closed now"
            : "an earlier run ($backup->{id}) was interrupted; what was there before it is back");
    }
    return $what eq 'apply' ? apply() : rollback();
}

sub run {
    # As program on standard input the orders follow __END__ on the same handle.
    my $in = $0 eq '-' && defined fileno main::DATA ? \*main::DATA : \*STDIN;
    use_input($in);
    report('hello');
    while (defined(my $line = <$in>)) {
        $line =~ s/\r?\n\z//;
        my ($word, @rest) = map { decoded($_) } split /\t/, $line, -1;
        next unless defined $word;
        if ($word eq 'set' && @rest == 2) { $set{ $rest[0] } = $rest[1] }
        elsif ($word eq 'file' && @rest == 3) { push @orders, [@rest] }
        elsif ($word eq 'do' && @rest == 1) {
            $ROOT = $set{root} if defined $set{root};
            my $result = eval { carried_out($rest[0]) } || (ref $@ eq 'ARRAY' ? $@ : ['failed', words_of($@)]);
            report('result', @$result[0, 1], defined $result->[2] ? $result->[2] : '');
            return;
        }
        else { return report('result', 'failed', "not understood: $word", '') }
    }
    report('result', 'failed', 'no order came', '');
}

run();
POSIX::_exit(0);
