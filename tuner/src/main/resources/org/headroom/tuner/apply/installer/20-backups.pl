# Backups, the journal, and the way back.
#
# A file in a backup: { path, real, old, new, uid, gid, mode }; old and new are digests or "absent".

sub backups { return "$ROOT/var/backups/headroom" }
sub journal { return backups() . '/journal' }

sub lines_of {
    my ($file) = @_;
    my $text = slurp($file);
    return () unless defined $text;
    return map { [map { decoded($_) } split /\t/, $_, -1] } grep { length } split /\n/, $text;
}

sub as_lines {
    return join '', map { join("\t", map { encoded($_) } @$_) . "\n" } @_;
}

# Every complete backup, the oldest first.
sub all_backups {
    return map { backup($_) } grep { /\A\d{8}-\d{6}(?:-\d+)?\z/ } names_in(backups());
}

sub backup {
    my ($id) = @_;
    my $directory = backups() . "/$id";
    my %backup = (id => $id, directory => $directory, kind => 'apply', when => '', undoes => [], ran => [], units => {}, files => []);
    for my $line (lines_of("$directory/manifest")) {
        my ($word, @rest) = @$line;
        if ($word eq 'file') {
            my %file;
            @file{qw(path real old new uid gid mode)} = @rest;
            push @{ $backup{files} }, \%file;
        }
        elsif ($word eq 'undoes' || $word eq 'ran') { $backup{$word} = \@rest }
        elsif ($word eq 'unit') { $backup{units}{ $rest[0] } = $rest[1] }
        elsif (exists $backup{$word}) { $backup{$word} = $rest[0] }
    }
    my ($state) = lines_of("$directory/state");
    $backup{state} = $state ? $state->[0] : 'unfinished';
    return \%backup;
}

# Those whose files count: applied, and not taken back since.
sub active_backups {
    my (@active, %undone);
    for my $backup (reverse all_backups()) {
        next if $backup->{state} ne 'applied' || $undone{ $backup->{id} };
        $undone{$_} = 1 for @{ $backup->{undoes} };
        unshift @active, $backup;
    }
    return @active;
}

# Keeps what is there now of every file that will change, and what it shall be. It has its name when it is complete.
# RAN: the daemons that run, each with its unit: [KEY, UNIT].
sub make_backup {
    my ($kind, $undoes, $ran, @files) = @_;
    my $when = POSIX::strftime('%Y%m%d-%H%M%S', gmtime);
    # In order of names, whatever the clock says, and although old ones are gone: after the last one there is.
    my ($last) = reverse map { $_->{id} } all_backups();
    my ($id, $base, $number) = ($when, $when, 1);
    if (defined $last && $last ge $when && $last =~ /\A(\d{8}-\d{6})(?:-(\d+))?\z/) {
        ($base, $number) = ($1, $2 || 1);
        $id = sprintf '%s-%02d', $base, ++$number;
    }
    while (-e backups() . "/$id") { $id = sprintf '%s-%02d', $base, ++$number }
    my $directory = backups() . "/$id.new";
    make_directory($directory);
    chmod 0700, backups();
    my @lines = (
        ['kind', $kind],
        ['when', POSIX::strftime('%Y-%m-%d %H:%M:%S UTC', gmtime)],
        ['undoes', @$undoes],
        ['ran', map { $_->[0] } @$ran],
        map({ ['unit', @$_] } grep { defined $_->[1] } @$ran),
    );
    for my $file (@files) {
        my @stat = stat $file->{real};
        if (defined $file->{now}) {
            make_directory(parent("$directory/old/$file->{path}"));
            put("$directory/old/$file->{path}", $file->{now}, $file->{real});
        }
        if (defined $file->{text}) {
            make_directory(parent("$directory/new/$file->{path}"));
            put("$directory/new/$file->{path}", $file->{text}, defined $file->{like} ? $file->{like} : $file->{real});
        }
        push @lines, ['file', @$file{qw(path real old new)}, @stat ? (@stat[4, 5], sprintf '%04o', $stat[2] & 07777) : ('', '', '')];
    }
    put("$directory/manifest", as_lines(@lines));
    rename $directory, backups() . "/$id" or failed("cannot name the backup: $!");
    sync_directory(backups());
    point();
    return backup($id);
}

sub open_journal {
    my ($backup, @restarted) = @_;
    put(journal(), as_lines(['id', $backup->{id}], ['restarted', @restarted]));
}

# What became of it counts from here on.
sub close_journal {
    my ($backup, $state) = @_;
    put("$backup->{directory}/state", as_lines([$state]));
    take_away(journal());
}

# Puts back what was there. Files that somebody else has changed since are left alone, and told of: how many.
sub restore {
    my ($backup) = @_;
    my $left = 0;
    for my $file (@{ $backup->{files} }) {
        unlink temporary($file->{real});
        my $now = digest_of($file->{real});
        next if $now eq $file->{old};
        my $kept = "$backup->{directory}/old/$file->{path}";
        if ($now eq $file->{new}) {
            my $absent = $file->{old} eq 'absent';
            my $text = $absent ? '' : slurp($kept);
            failed("cannot read $kept: $!") unless defined $text;
            next if $absent ? take_away($file->{real}, $now) : put($file->{real}, $text, $kept, $now);
        }
        note("/$file->{path} was changed by somebody else and is left as it is; before Headroom "
                . ($file->{old} eq 'absent' ? 'there was none' : "it was $kept"));
        $left++;
    }
    return $left;
}

# The backup whose run was interrupted, or undef.
sub interrupted {
    my %journal = map { ($_->[0] => $_->[1]) } lines_of(journal());
    return defined $journal{id} ? backup($journal{id}) : undef;
}

# Finishes or undoes what was interrupted; what was done, or undef.
sub recover {
    for my $name (names_in(backups())) {
        remove_tree(backups() . "/$name") if $name =~ /\A\d{8}-\d{6}(?:-\d+)?\.new\z/;
    }
    unlink temporary(journal());
    my %journal = map { ($_->[0] => [@$_[1 .. $#$_]]) } lines_of(journal());
    if (!%journal) {
        # Complete, but never begun: nothing of it was put in place.
        remove_tree($_->{directory}) for grep { $_->{state} eq 'unfinished' } all_backups();
        take_away(journal()) if -e journal();
        return undef;
    }
    my $backup = backup($journal{id}[0]);
    failed("the backup $backup->{id} of an interrupted run has no manifest: put its files back by hand, then remove ", journal())
        unless @{ $backup->{files} };
    if ($backup->{state} eq 'applied') {
        take_away(journal());
        return ['finished', $backup];
    }
    restore($backup);
    put_daemons_back($backup, @{ $journal{restarted} || [] });
    close_journal($backup, 'undone');
    return ['undone', $backup];
}

# Old ones go; what came after them can still be taken back.
sub forget_old {
    my @all = all_backups();
    splice @all, @all > $set{keep} ? -$set{keep} : 0;
    remove_tree($_->{directory}) for grep { $_->{state} ne 'unfinished' } @all;
}
