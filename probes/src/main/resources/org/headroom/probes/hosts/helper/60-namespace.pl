# mountpoints PATH...: whether something is mounted there, and whether /etc/fstab would. From two texts: no mount is touched.
$section{mountpoints} = sub {
    my @paths = @_;
    my (%mounted, %listed);
    my $plain = sub {
        my $text = $_[0];
        $text =~ s/\\([0-7]{3})/chr oct $1/ge;
        return $text;
    };
    open my $mounts, '<', '/proc/self/mountinfo' or return problem('mountpoints', $paths[0], "/proc/self/mountinfo: $!");
    while (my $line = <$mounts>) {
        my ($before, $after) = split / - /, $line, 2;
        next unless defined $after;
        $mounted{ $plain->((split ' ', $before)[4]) } = [map { $plain->($_) } (split ' ', $after)[0, 1]];
    }
    close $mounts;
    for my $line (split /\n/, slurp('/etc/fstab') || '') {
        next if $line =~ /\A\s*(?:#|\z)/;
        my ($source, $point, $type, $options) = map { $plain->($_) } split ' ', $line;
        next unless defined $point;
        $point =~ s{(?<=.)/+\z}{};
        $listed{$point} = [$source, grep { $_ eq 'noauto' } split /,/, $options || ''];
    }
    for my $path (@paths) {
        my ($found, $entry) = ($mounted{$path}, $listed{$path});
        emit('mountpoints', $path, 'mounted', $found ? 1 : 0);
        if ($found) {
            emit('mountpoints', $path, 'type', $found->[0]);
            emit('mountpoints', $path, 'source', $found->[1]);
        }
        emit('mountpoints', $path, 'fstab', $entry->[0]) if $entry && @$entry == 1;
    }
};

# links LINK TARGET LINK TARGET...: what each link is, and then, since that can hang in a frozen mount, where it leads.
$alone{links} = 1;
$section{links} = sub {
    my @pairs = @_;
    local $| = 1;
    my @follow;
    while (my ($link, $target) = splice @pairs, 0, 2) {
        if (!lstat $link) {
            emit('links', $link, 'kind', $!{ENOENT} || $!{ENOTDIR} ? 'missing' : "unreadable ($!)");
        }
        elsif (-l _) {
            emit('links', $link, 'kind', 'link');
            emit('links', $link, 'target', readlink $link);
            push @follow, [$link, $target];
        }
        else {
            emit('links', $link, 'kind', -d _ ? 'directory' : 'file');
        }
    }
    for (@follow) {
        my ($link, $target) = @$_;
        my @there = stat $link;
        if (!@there) {
            emit('links', $link, 'leads', $!{ENOENT} || $!{ENOTDIR} ? 'nowhere' : "unreadable ($!)");
            next;
        }
        emit('links', $link, 'leads', -d _ ? 'directory' : 'file');
        my @wanted = stat $target;
        emit('links', $link, 'same', @wanted && $wanted[0] == $there[0] && $wanted[1] == $there[1] ? 1 : 0);
    }
};

# files DOCROOT SHADOW MINIMUM MAXAGE TYPES EXCLUDE...: the static files below DOCROOT, as the sync takes them.
#   SHADOW   where their copies are; empty: nothing is compared
#   MINIMUM  seconds; what changed less long ago is on its way
#   MAXAGE   seconds for which the answer of an earlier look will do; 0: never
#   TYPES    endings, joined by commas
#   EXCLUDE  patterns as rsync has them
# Every file belongs to one of 32 groups by its path. Of each group: a sum over paths and sizes, one over times, too, and
# its newest file: "SIZES:TIMES:COUNT:MTIME:PATH". Two trees with the same sums hold the same files.
# With SHADOW, a sample is compared byte by byte: of each age the files that changed last, and some that are always the same.
$alone{files} = 1;

my $FILES_GROUPS = 32;
my $FILES_MOST = 50_000;
my $FILES_WALK = 2.0;           # seconds
my $FILES_COMPARE = 1.5;        # seconds
my $FILES_BYTES = 262_144;      # of a file that are compared
my $FILES_OF_AGE = 3;
my @FILES_AGES = (900, 3600, 6 * 3600, 86400, 7 * 86400, 30 * 86400, 9**15);

# An rsync pattern as a regular expression on "/path/of/file", directories with "/" at the end.
sub files_pattern {
    my ($pattern) = @_;
    my $anchored = $pattern =~ s{\A/}{};
    my $directory = $pattern =~ s{/\z}{};
    my $text = '';
    while ($pattern =~ m{\G(?:(\*\*)|(\*)|(\?)|(\[[^\]]*\])|\\(.)|(.))}gs) {
        $text .= defined $1 ? '.*' : defined $2 ? '[^/]*' : defined $3 ? '[^/]' : defined $4 ? $4 : quotemeta defined $5 ? $5 : $6;
    }
    return ($anchored ? '\A/' : '/') . $text . ($directory ? '/\z' : '/?\z');
}

# A number that follows from a path alone.
sub files_hash {
    my ($text) = @_;
    use integer;
    return (unpack('%32N*', $text . "\0\0\0") * 31 + unpack('%32C*', $text) * 65_599 + length $text) & 0xffffffff;
}

sub files_mixed {
    my ($hash, $number) = @_;
    use integer;
    $hash = ($hash ^ ($number * 0x9E3779B1)) & 0xffffffff;
    $hash = ($hash * 0x85EBCA6B) & 0xffffffff;
    return $hash ^ (($hash >> 13) & 0x7ffff);
}

# Every static file: [path from the top with "/" in front, size, mtime, ctime]; and whether these are all.
sub files_found {
    my ($top, $types, @excludes) = @_;
    my $end = Time::HiRes::time() + $FILES_WALK;
    my $static = join '|', map { quotemeta } split /,/, $types;
    $static = qr/\.(?:$static)\z/i;
    my $excluded = join '|', map { files_pattern($_) } @excludes;
    # An exclude that this cannot be made of leaves nothing out.
    my $out = length $excluded ? eval { qr/$excluded/s } : undef;
    my (@found, @open);
    @open = ('');
    while (defined(my $below = shift @open)) {
        return (\@found, 0) if @found > $FILES_MOST || Time::HiRes::time() > $end;
        opendir my $directory, "$top$below" or next;
        for my $name (readdir $directory) {
            next if $name eq '.' || $name eq '..';
            my $path = "$below/$name";
            my $looks = $name =~ $static;
            # Most of the rest are PHP files: never a directory in practice, and not worth asking.
            next if !$looks && $name =~ /\.(?:php|txt|json|md|po|mo|html)\z/;
            my @stat = lstat "$top$path" or next;
            if (-d _) {
                push @open, $path unless defined $out && "$path/" =~ $out;
            }
            elsif ($looks && -f _) {
                push @found, [$path, @stat[7, 9, 10]] unless defined $out && $path =~ $out;
            }
        }
        closedir $directory;
    }
    return (\@found, 1);
}

sub files_groups {
    my ($top, $found) = @_;
    my @groups = map { { sizes => 0, times => 0, count => 0, newest => undef } } 1 .. $FILES_GROUPS;
    for my $file (@$found) {
        my $hash = files_hash($file->[0]);
        my $group = $groups[$hash % $FILES_GROUPS];
        my $size = files_mixed($hash, $file->[1]);
        $group->{sizes} = ($group->{sizes} + $size) & 0xffffffff;
        $group->{times} = ($group->{times} + files_mixed($size, $file->[2])) & 0xffffffff;
        $group->{count}++;
        my $newest = $group->{newest};
        $group->{newest} = $file
            if !$newest || $file->[2] > $newest->[2] || $file->[2] == $newest->[2] && $file->[0] lt $newest->[0];
    }
    for my $number (0 .. $#groups) {
        my $group = $groups[$number];
        next unless $group->{newest};
        emit('files', $top, "group$number", join ':', @$group{qw(sizes times count)}, $group->{newest}[2], $group->{newest}[0]);
    }
}

# Of each age the ones that changed last, and some by chance, always the same ones.
sub files_sample {
    my ($found, $minimum) = @_;
    my $now = time;
    my (@sample, %taken);
    my @old = grep { $_->[4] >= $minimum } map { [@$_, $now - ($_->[2] > $now + 60 ? $_->[3] : $_->[2])] } @$found;
    @old = sort { $a->[4] <=> $b->[4] || $a->[0] cmp $b->[0] } @old;
    my ($age, $of) = (0, 0);
    for my $file (@old) {
        while ($file->[4] >= $FILES_AGES[$age] && $age < $#FILES_AGES) { $age++; $of = 0 }
        next if $of++ >= $FILES_OF_AGE;
        push @sample, $file;
        $taken{ $file->[0] } = 1;
    }
    my @chance = sort { files_mixed(files_hash($a->[0]), 7) <=> files_mixed(files_hash($b->[0]), 7) } grep { !$taken{ $_->[0] } } @old;
    push @sample, grep { defined } @chance[0 .. 2];
    return @sample;
}

# Why a copy is not like its file; undef if it is.
sub files_difference {
    my ($master, $copy, $file) = @_;
    $! = 0;
    my @there = lstat "$copy$file->[0]";
    return $!{ENOENT} || $!{ENOTDIR} ? 'missing' : "unreadable ($!)" unless @there;
    return 'no file' unless -f _;
    return 'size' if $there[7] != $file->[1];
    my $here = slurp("$master$file->[0]", $FILES_BYTES);
    # Gone or changed while we looked: it is on its way.
    my @again = lstat "$master$file->[0]";
    return undef if !defined $here || !@again || $again[9] != $file->[2];
    my $copied = slurp("$copy$file->[0]", $FILES_BYTES);
    return 'unreadable' unless defined $copied;
    return $here eq $copied ? undef : 'content';
}

sub files_compare {
    my ($top, $shadow, $minimum, $found) = @_;
    if (!-d $shadow) { return emit('files', $top, 'shadow', $!{ENOENT} || $!{ENOTDIR} ? 'missing' : "unreadable ($!)") }
    my $end = Time::HiRes::time() + $FILES_COMPARE;
    my ($sampled, @different) = (0);
    for my $file (files_sample($found, $minimum)) {
        last if Time::HiRes::time() > $end;
        $sampled++;
        my $why = files_difference($top, $shadow, $file);
        push @different, [$why, $file] if defined $why;
    }
    emit('files', $top, 'sampled', $sampled);
    emit('files', $top, 'different', scalar @different);
    @different = sort { $b->[1][4] <=> $a->[1][4] } @different;
    for my $number (0 .. $#different) {
        last if $number == 5;
        my ($why, $file) = @{ $different[$number] };
        emit('files', $top, "different$number", join ':', $file->[4], time - $file->[3], $why, $file->[0]);
    }
}

sub files_looked {
    my ($top, $shadow, $minimum, $types, @excludes) = @_;
    my $began = Time::HiRes::time();
    if (!-d $top) { return problem('files', $top, "$top: " . ($! || 'no directory')) }
    my ($found, $whole) = files_found($top, $types, @excludes);
    emit('files', $top, 'count', scalar @$found);
    emit('files', $top, 'whole', $whole);
    emit('files', $top, 'seconds', sprintf '%.3f', Time::HiRes::time() - $began);
    files_groups($top, $found) if $whole;
    STDOUT->flush;
    files_compare($top, $shadow, $minimum, $found) if length $shadow;
}

$section{files} = sub {
    my ($top, $shadow, $minimum, $maxage, $types, @excludes) = @_;
    my $directory = $maxage > 0 ? own_directory() : undef;
    return files_looked($top, $shadow, $minimum, $types, @excludes) unless defined $directory;
    my $kept = sprintf '%s/files.%08x', $directory, files_hash(join "\t", @_);
    my @stat = lstat $kept;
    if (@stat && -f _ && time - $stat[9] < $maxage && (my $text = slurp($kept))) {
        print $text;
        return;
    }
    my $text = '';
    open my $memory, '>', \$text or return problem('files', $top, "memory: $!");
    my $stdout = select $memory;
    files_looked($top, $shadow, $minimum, $types, @excludes);
    select $stdout;
    close $memory;
    print $text;
    # Whole or not at all.
    if (sysopen my $out, "$kept.$$", O_RDWR | O_CREAT | O_NOFOLLOW, 0600) {
        print $out $text;
        close $out and rename "$kept.$$", $kept or unlink "$kept.$$";
    }
};
