# Daemons read their files and say whether they like them: first on a copy, then in place.

my $COPY_MOST = 200 << 20;    # bytes

sub state_directory { return "$ROOT/run/headroom" }
sub copy_directory { return state_directory() . '/tree' }

# Whether this process may have mounts of its own.
sub can_mount {
    return 0 if defined $set{private} && !$set{private};
    my $try = copy_directory() . '/try';
    make_directory("$try/$_") for qw(from to);
    my ($said, $status) = output_of({}, 'unshare', '--mount', '--', 'mount', '--bind', "$try/from", "$try/to");
    remove_tree($try);
    return $status == 0;
}

# Checks the files before any is put in place, each daemon on a copy of its whole tree: refuses with what it said.
sub check_on_copy {
    my ($daemons, @files) = @_;
    remove_tree(copy_directory());
    make_directory(copy_directory());
    my $mounts = can_mount();
    for my $daemon (@$daemons) {
        my @trees = grep { -e "$ROOT/$_" } @{ $daemon->{trees} };
        my @binds;
        copy_tree($_) for @trees;
        for my $file (@files) {
            my ($tree) = grep { index("$file->{real}/", "$ROOT/$_/") == 0 } @trees;
            if (defined $tree) { in_copy($file, copy_directory() . substr $file->{real}, length $ROOT) }
            elsif (defined $file->{text} && defined $file->{now}) {
                # Linked from elsewhere: nothing but the file is laid over what is there.
                my $laid = copy_directory() . '/linked/' . @binds;
                make_directory(parent($laid));
                in_copy($file, $laid);
                push @binds, $laid, $file->{real};
            }
        }
        my ($good, $said);
        if ($mounts) {
            ($good, $said) = checked($daemon, '', map({ (copy_directory() . "/$_", "$ROOT/$_") } @trees), @binds);
        }
        else {
            rewrite_copy($_, \@trees) for @trees;
            ($good, $said) = checked($daemon, copy_directory());
        }
        if (!$good) {
            remove_tree(copy_directory());
            detail($said);
            refuse("$daemon->{name} does not accept the new files; nothing was changed");
        }
        step("$daemon->{name} accepts the new files (on a copy of ", join(', ', map { "/$_" } @trees), ")");
    }
    remove_tree(copy_directory());
}

sub copy_tree {
    my ($tree) = @_;
    return if -e copy_directory() . "/$tree";
    my ($size) = output_of({}, 'du', '-sb', '--', "$ROOT/$tree");
    refuse("/$tree holds more than ", $COPY_MOST >> 20, ' MiB: no copy of it is made') if $size =~ /\A(\d+)/ && $1 > $COPY_MOST;
    make_directory(parent(copy_directory() . "/$tree"));
    my ($said, $status) = output_of({ seconds => 60 }, 'cp', '-a', '--', "$ROOT/$tree", copy_directory() . "/$tree");
    if ($status != 0) { detail($said); failed("cannot copy /$tree") }
}

sub in_copy {
    my ($file, $place) = @_;
    if (!defined $file->{text}) { unlink $place; return }
    unlink $place;
    sysopen my $out, $place, O_WRONLY | O_CREAT | O_EXCL, 0600 or failed("cannot write the copy $place: $!");
    print $out $file->{text};
    close $out or failed("cannot write the copy $place: $!");
    my $like = defined $file->{like} ? $file->{like} : $file->{real};
    my @stat = stat $like;
    chown @stat[4, 5], $place if @stat;
    chmod @stat ? $stat[2] & 07777 : 0644, $place;
}

# Without mounts of our own, whatever names the trees in the copy is made to name the copy.
sub rewrite_copy {
    my ($tree, $trees) = @_;
    my $top = copy_directory();
    my $names = join '|', map { quotemeta "$ROOT/$_" } @$trees;
    my @todo = ("$top/$tree");
    while (defined(my $path = shift @todo)) {
        if (-l $path) {
            my $target = readlink $path;
            next unless $target =~ s{\A($names)(?=/|\z)}{$top . substr $1, length $ROOT}e;
            unlink $path;
            symlink $target, $path;
        }
        elsif (-d $path) { push @todo, map { "$path/$_" } names_in($path) }
        elsif (-f _ && -s _ < 1 << 20) {
            my $text = slurp($path);
            next unless defined $text && $text =~ s{(?<![\w.-])($names)(?=[/"'\s\$;)]|\z)}{$top . substr $1, length $ROOT}ge;
            open my $out, '>:raw', $path or failed("cannot write the copy $path: $!");
            print $out $text;
            close $out or failed("cannot write the copy $path: $!");
        }
    }
}

sub check_in_place { return checked($_[0], '') }

# Runs the daemon's own check: (good, what it said). TOP: where the tree is copied to, without mounts; else pairs of
# copies and what they are laid over.
sub checked {
    my ($daemon, $top, @binds) = @_;
    my @command = check_command($daemon, $top);
    return (0, "$daemon->{name} is not installed here: there is no " . $daemon->{comm}) unless @command && defined $command[0];
    if (@binds) {
        my $script = 'while [ "$1" != -- ]; do mount --bind "$1" "$2"; shift 2; done; shift; exec "$@"';
        @command = ('unshare', '--mount', '--', 'sh', '-euc', $script, 'sh', @binds, '--', @command);
    }
    my ($said, $status) = output_of({ seconds => 60 }, @command);
    # MariaDB lists all of its settings.
    $said = join "\n", grep { /\[(?:ERROR|Warning)\]/ } split /\n/, $said if $daemon->{kind} eq 'mariadb';
    return ($status == 0, $said);
}

sub check_command {
    my ($daemon, $top) = @_;
    my $kind = $daemon->{kind};
    my $now = running($daemon);
    if ($kind eq 'apache') {
        my $debian = $daemon->{comm} eq 'apache2';
        # Another directory, file or definition than usual: asked as it was started.
        my @words = $now ? @{ $now->{words} } : ();
        my $environment = $now ? environment_of($now->{pid}) : undef;
        if (!length $top && $environment && grep { /\A-[dfDCc]/ } @words) {
            my @own;
            for (my $at = 1; $at < @words; $at++) {
                if ($words[$at] =~ /\A-[kD]\z/ && ($words[$at + 1] || '') =~ /\A(?:FOREGROUND|start|restart|graceful|NO_DETACH)\z/) { $at++; next }
                next if $words[$at] =~ /\A-(?:DFOREGROUND|DNO_DETACH|X)\z/;
                push @own, $words[$at];
            }
            if (@own) {
                my @pairs = map { "$_=$environment->{$_}" } grep { /\AAPACHE_|\AHTTPD_|\ALANG\z/ } sort keys %$environment;
                return ('env', @pairs, $words[0], @own, '-t');
            }
        }
        return (program('apachectl', 'apache2ctl'), 'configtest') unless length $top;
        my $directory = $top . ($debian ? '/etc/apache2' : '/etc/httpd');
        my $file = $debian ? 'apache2.conf' : 'conf/httpd.conf';
        my $binary = program($daemon->{comm});
        return unless defined $binary;
        return ('sh', '-c', 'if [ -f "$1/envvars" ]; then . "$1/envvars"; fi; exec "$2" -t -d "$1" -f "$1/$3"', 'sh', $directory, $binary, $file);
    }
    if ($kind eq 'fpm') {
        my $file = configuration_of($daemon, $now);
        my $standard = defined $daemon->{version} ? "etc/php/$daemon->{version}/fpm" : 'etc';
        return (program($daemon->{comm}), '-t', defined $file ? ('-y', $file) : ()) unless length $top;
        return (program($daemon->{comm}), '-t', '-y', "$top/$standard/php-fpm.conf", '-c', "$top/$standard/php.ini");
    }
    if ($kind eq 'nginx') {
        my $file = configuration_of($daemon, $now);
        return (program('nginx'), '-t', '-q', length $top ? ('-c', "$top/etc/nginx/nginx.conf") : defined $file ? ('-c', $file) : ());
    }
    # RHEL keeps it where no PATH leads.
    my $runs = $now ? readlink "/proc/$now->{pid}/exe" : undef;
    my ($binary) = grep { defined && m{/(?:mariadbd|mysqld)\z} && -x } $runs, program('mariadbd', 'mysqld'),
        map { "$ROOT/usr/libexec/$_" } qw(mariadbd mysqld);
    my ($main) = grep { -e $_ } "$top/etc/mysql/my.cnf", "$top/etc/my.cnf";
    return ($binary, length $top && defined $main ? "--defaults-file=$main" : (), '--user=mysql', '--help', '--verbose');
}
