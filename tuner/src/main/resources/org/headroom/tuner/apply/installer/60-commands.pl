# What can be asked: apply, rollback, list.

sub apply {
    my (@files, %target, @changed);
    for (@orders) {
        my ($path, $expected, $text) = @$_;
        my $file = planned($path, $text) or next;
        refuse("/$path and /$target{$file->{real}} are the same file") if $target{ $file->{real} };
        $target{ $file->{real} } = $path;
        if ($expected ne 'any' && $expected ne $file->{old} && $file->{old} ne $file->{new}) { push @changed, "/$path" }
        push @files, $file if $file->{old} ne $file->{new};
    }
    refuse(join(', ', @changed), ' changed since it was read: look at it and compute anew, or --force')
        if @changed && !$set{force};
    return unchanged() unless @files;
    check_on_copy([daemons_of(@files)], @files);
    return switch('apply', [], @files);
}

# No file differs, or none was sent: what an earlier reload left open is all that there is to do.
sub unchanged {
    my @daemons = daemons_of(map { { path => substr $_->[2], 1 + length $ROOT } } grep { @$_ == 5 } lines_of(pending_file()));
    return ['applied', 'the files were in place already; restarted for them'] if $set{restart} && restart_pending(@daemons);
    for my $daemon (grep { pending($_) } @daemons) {
        note("$daemon->{name} ignores until it is stopped and started (--restart): ", join ', ', pending($daemon));
    }
    return ['unchanged', 'everything that belongs on this host is as it shall be already'];
}

# What a file is now and shall be; undef if it has no business here.
sub planned {
    my ($path, $text) = @_;
    refuse("not a path below the root directory: $path")
        if $path !~ m{\A[^/\x00-\x1f]} || grep { $_ eq '..' || $_ eq '.' || $_ eq '' } split m{/}, $path, -1;
    my $daemon = daemon_of($path) or refuse("/$path belongs to no daemon that this knows");
    if (!grep { -e "$ROOT/$_" } @{ $daemon->{trees} }) {
        refuse("$daemon->{name} is not installed here: there is no /$daemon->{trees}[0]") unless $daemon->{elsewhere};
        note("/$path is left out: there is no $daemon->{name} here");
        return undef;
    }
    if ($daemon->{elsewhere} && !length $ROOT && !running($daemon)) {
        note("/$path is left out: $daemon->{name} does not run here");
        return undef;
    }
    return at_place($path, $text);
}

sub at_place {
    my ($path, $text, $like) = @_;
    my $real = real_file($path);
    refuse("/$path is no plain file") if -e $real && !-f _;
    refuse('there is no directory ', substr(parent($real), length $ROOT), " for /$path") unless -d parent($real);
    my $now = slurp($real);
    failed("cannot read $real: $!") if !defined $now && !$!{ENOENT};
    return {
        path => $path,
        real => $real,
        now => $now,
        text => $text,
        old => defined $now ? sha256($now) : 'absent',
        new => defined $text ? sha256($text) : 'absent',
        like => $like,
    };
}

# Everything as it was before a backup was made: the files of all that came after it, too.
sub rollback {
    my @active = active_backups();
    my $id = $set{id};
    # One by one: what was rolled back is passed over, and so is the rollback itself.
    ($id) = map { $_->{id} } grep { $_->{kind} eq 'apply' } reverse @active unless defined $id;
    refuse('there is nothing to roll back') unless defined $id;
    my @all = all_backups();
    refuse("there is no backup $id (--rollback --list shows those there are)") unless grep { $_->{id} eq $id } @all;
    refuse("$id was taken back already") unless grep { $_->{id} eq $id } @active;
    # With those that were taken back since: the first of all that touched a file has what was there before.
    my @back = grep { $_->{id} ge $id && $_->{state} eq 'applied' } @all;
    my (%first, %last, %ours, @paths);
    for my $backup (@back) {
        for my $file (@{ $backup->{files} }) {
            my $path = $file->{path};
            push @paths, $path unless $first{$path};
            $first{$path} ||= [$backup, $file];
            $last{$path} = "$backup->{directory}/new/$path";
            $ours{$path}{ $file->{$_} } = 1 for qw(old new);
        }
    }
    my (@files, @foreign);
    for my $path (@paths) {
        my ($backup, $kept) = @{ $first{$path} };
        my $copy = "$backup->{directory}/old/$path";
        my $text = $kept->{old} eq 'absent' ? undef : slurp($copy);
        failed("cannot read $copy: $!") if !defined $text && $kept->{old} ne 'absent';
        my $file = at_place($path, $text, defined $text ? $copy : undef);
        push @foreign, $file unless $ours{$path}{ $file->{old} };
        push @files, $file if $file->{old} ne $file->{new};
    }
    if (@foreign && !$set{force}) {
        show_difference($last{ $_->{path} }, $_) for @foreign;
        refuse(join(', ', map { "/$_->{path}" } @foreign), ' was changed by hand since: keep the change, or --force to lose it');
    }
    return nothing_to_switch(@back) unless @files;
    check_on_copy([daemons_of(@files)], @files);
    return switch('rollback', [map { $_->{id} } @back], @files);
}

# Somebody has put the files back already.
sub nothing_to_switch {
    my (@back) = @_;
    put("$_->{directory}/state", as_lines(['undone'])) for reverse @back;
    return ['unchanged', 'everything is as it was before already'];
}

sub show_difference {
    my ($ours, $file) = @_;
    $ours = '/dev/null' unless -f $ours;
    my $theirs = defined $file->{now} ? $file->{real} : '/dev/null';
    my ($said) = output_of({}, 'diff', '-U1', '--label', "/$file->{path} as Headroom wrote it", '--label', "/$file->{path} now", $ours, $theirs);
    # A configuration may hold passwords: that such a line differs is enough. The same words as in Secrets.java.
    my $words = 'passw|passphrase|secret|(?<!server)(?<!server_)token|credential|default_pw|wsrep_sst_auth|authorization'
        . '|(?:api|auth|private)[_.-]?key';
    $said =~ s/^([ +-]?[ \t]*(?![#;\s]).*?(?:$words|env\[)[^\s=:"']*["'\]]*[ \t]*[=: \t][ \t]*)\S.*$/$1***/gim;
    $said =~ s/^([ +-]?[ \t]*[#;]+[ \t]*[\w.\[\]-]*(?:$words)[\w.\]-]*[ \t]*=[ \t]*)\S.*$/$1***/gim;
    detail($said, 60);
}

# Only shows: what was interrupted stays so.
sub list {
    my %active = map { $_->{id} => 1 } active_backups();
    my $open = interrupted();
    note("an earlier run ($open->{id}) was interrupted; the next --apply or --rollback "
            . ($open->{state} eq 'applied' ? 'closes it: it was done' : 'puts back what was there before it'))
        if $open;
    for my $backup (reverse all_backups()) {
        my $state = $backup->{state} eq 'applied' && !$active{ $backup->{id} } ? 'taken back' : $backup->{state};
        if ($state eq 'unfinished') {
            # Without a journal nothing of it was put in place.
            next unless $open && $open->{id} eq $backup->{id};
            $state = 'interrupted';
        }
        report('backup', @$backup{qw(id kind)}, $state, $backup->{when}, map { "/$_->{path}" } @{ $backup->{files} });
    }
    return ['listed', ''];
}
