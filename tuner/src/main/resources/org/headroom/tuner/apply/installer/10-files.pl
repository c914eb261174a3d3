# Files, each of them whole at any time.

sub sha256 {
    my ($text) = @_;
    my ($said, $status) = output_of({ input => $text }, 'sha256sum');
    return $1 if $status == 0 && $said =~ /\A([0-9a-f]{64})\b/;
    failed("cannot make a digest: there is no working sha256sum here");
}

# The digest of what is there: "absent" when nothing is.
sub digest_of {
    my ($file) = @_;
    my $text = slurp($file);
    return sha256($text) if defined $text;
    return 'absent' if $!{ENOENT};
    failed("cannot read $file: $!");
}

sub parent { return $_[0] =~ m{\A(.*)/[^/]+\z}s ? $1 : '' }

# A name for a file that is not yet whole. No daemon's include pattern takes it: it begins with a dot and ends with this.
sub temporary {
    my ($file) = @_;
    return $file =~ m{\A(.*)/([^/]+)\z}s ? "$1/.$2.headroom-new" : failed("no file name: $file");
}

sub sync_directory {
    my ($directory) = @_;
    sysopen my $handle, $directory, O_RDONLY or failed("cannot open $directory: $!");
    # Some file systems cannot do this to a directory; the rename is in order all the same.
    $handle->sync or $!{EINVAL} or failed("cannot write $directory to disk: $!");
    close $handle;
}

# put(FILE, TEXT, LIKE, OLD): FILE has this text, and owner, mode and attributes of LIKE, or those of any new file. If OLD
# is given and FILE has another digest by now, it is left alone: false.
sub put {
    my ($file, $text, $like, $old) = @_;
    my $fresh = temporary($file);
    unlink $fresh;
    sysopen my $out, $fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600 or failed("cannot write in ", parent($file), ": $!");
    point();
    my @like = defined $like ? stat $like : ();
    # SELinux' context, access lists and other attributes, where there are any.
    output_of({}, 'cp', '--attributes-only', '--preserve=all', '--', $like, $fresh) if @like;
    for (my $at = 0; $at < length $text;) {
        my $put = syswrite $out, $text, length($text) - $at, $at;
        next if !defined $put && $!{EINTR};
        $put or do { my $why = "$!"; unlink $fresh; failed("cannot write $file: $why") };
        $at += $put;
    }
    my ($uid, $gid, $mode) = @like ? @like[4, 5, 2] : ($>, $) + 0, 0644);
    my @now = stat $out;
    unless ($now[4] == $uid && $now[5] == $gid) {
        chown $uid, $gid, $fresh or do { my $why = "$!"; unlink $fresh; failed("cannot give $file its owner: $why") };
    }
    chmod $mode & 07777, $fresh or do { my $why = "$!"; unlink $fresh; failed("cannot give $file its mode: $why") };
    $out->sync or do { my $why = "$!"; unlink $fresh; failed("cannot write $file to disk: $why") };
    close $out or failed("cannot write $file: $!");
    point();
    if (defined $old && digest_of($file) ne $old) { unlink $fresh; return 0 }
    rename $fresh, $file or do { my $why = "$!"; unlink $fresh; failed("cannot replace $file: $why") };
    point();
    sync_directory(parent($file));
    point();
    return 1;
}

# take_away(FILE, OLD): as put.
sub take_away {
    my ($file, $old) = @_;
    return 0 if defined $old && digest_of($file) ne $old;
    unlink $file or $!{ENOENT} or failed("cannot remove $file: $!");
    point();
    sync_directory(parent($file));
    point();
    return 1;
}

# Makes a directory for us alone, and those above it.
sub make_directory {
    my ($directory) = @_;
    return if -d $directory;
    make_directory(parent($directory));
    mkdir $directory, 0700 or $!{EEXIST} or failed("cannot make $directory: $!");
    sync_directory(parent($directory));
}

sub names_in {
    my ($directory) = @_;
    opendir my $handle, $directory or return ();
    my @names = sort grep { $_ ne '.' && $_ ne '..' } readdir $handle;
    closedir $handle;
    return @names;
}

# Takes away a directory of ours with all that is in it.
sub remove_tree {
    my ($directory) = @_;
    return unless -d $directory && !-l $directory;
    for my $name (names_in($directory)) {
        my $path = "$directory/$name";
        if (-d $path && !-l $path) { remove_tree($path) }
        else { unlink $path }
    }
    rmdir $directory;
}

# The file that a path means, links followed. ROOT is the root directory: links cannot lead out of it.
sub real_file {
    my ($path) = @_;
    my @todo = grep { length && $_ ne '.' } split m{/}, $path;
    my @done;
    my $links = 0;
    while (defined(my $name = shift @todo)) {
        if ($name eq '..') { pop @done; next }
        my $here = join '/', $ROOT, @done, $name;
        if (-l $here) {
            refuse("/$path: too many links") if ++$links > 40;
            my $target = readlink $here;
            @done = () if $target =~ m{\A/};
            unshift @todo, grep { length && $_ ne '.' } split m{/}, $target;
            next;
        }
        push @done, $name;
    }
    return join '/', $ROOT, @done;
}
