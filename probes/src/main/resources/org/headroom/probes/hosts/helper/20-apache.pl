# apache: Apache on this host. Subject "-". What runs comes from /proc (parent, processes, mapped modules), what the next
# restart would read comes from its configuration with all includes, of which only what is asked for is understood.

# Processes of this host itself, not those of containers: [pid, parent, name, state, start in clock ticks].
sub own_processes {
    my ($name) = @_;    # a regular expression
    my $namespace = readlink '/proc/self/ns/pid';
    opendir my $proc, '/proc' or return;
    my @found;
    for my $pid (grep { /^\d+$/ } readdir $proc) {
        my $stat = slurp("/proc/$pid/stat", 2048);
        next unless defined $stat && $stat =~ /^\d+ \((.*)\) (\S) (\d+) (?:\S+ ){17}(\d+)/s;
        my @process = ($pid, $3, $1, $2, $4);
        next unless $1 =~ $name && $2 ne 'Z';
        my $theirs = readlink "/proc/$pid/ns/pid";
        next if defined $theirs && defined $namespace && $theirs ne $namespace;
        push @found, \@process;
    }
    return sort { $a->[0] <=> $b->[0] } @found;
}

# Seconds since a process began.
sub age_of {
    my ($process) = @_;
    my ($up) = (slurp('/proc/uptime') || '') =~ /^([\d.]+)/;
    my $ticks = POSIX::sysconf(POSIX::_SC_CLK_TCK()) || 100;
    return defined $up ? sprintf '%.0f', $up - $process->[4] / $ticks : undef;
}

# Reads a configuration: { one => {directive => last value}, load => [[module, file, where]], protocols => {}, missing => [],
# dangling => [] }. Missing is what the next start fails for; a dangling link under IncludeOptional it passes over (2.4).
# Bounded: 3,000 files, 8 MiB, 20 levels, so that a loop of includes ends.
sub apache_configuration {
    my ($file, $root, $variables, $defined, $mapped) = @_;
    my %wanted = map { lc $_ => 1 }
        qw(ServerLimit ThreadsPerChild ThreadLimit MaxRequestWorkers MaxClients AsyncRequestWorkerFactor ListenBacklog);
    my $found = { one => {}, load => [], protocols => {}, missing => [], dangling => [] };
    my ($files, $bytes) = (0, 0);
    my %loaded = map { $_ => 1 } @$mapped;
    my $read;
    my $absolute = sub { $_[0] =~ m{^/} ? $_[0] : "$root/$_[0]" };
    my $test = sub {
        my ($kind, $what) = @_;
        my $not = $what =~ s/^!//;
        my $true = 1;    # <IfVersion>, <IfFile>, <IfSection>: taken as true
        if ($kind eq 'ifmodule') {
            (my $name = $what) =~ s/^mod_//;
            $name =~ s/(?:_module|\.c)$//;
            $name =~ s/^php\d*$/php/;
            $true = $loaded{$name} ? 1 : 0;
        }
        elsif ($kind eq 'ifdefine') { $true = exists $defined->{$what} ? 1 : 0 }
        elsif ($kind eq 'iffile') { $true = -e $absolute->($what) ? 1 : 0 }
        return $not ? !$true : $true;
    };
    $read = sub {
        my ($path, $depth, $optional) = @_;
        return if $depth > 20 || ++$files > 3000 || $bytes > 8 << 20;
        my $text = slurp($path);
        if (!defined $text) { push @{ $found->{ $optional ? 'dangling' : 'missing' } }, $path; return }
        $bytes += length $text;
        $text =~ s/\\\r?\n//g;
        my @block;    # [kind, whether its lines count]
        for my $line (split /\r?\n/, $text) {
            next unless $line =~ /^\s*([^\s#]\S*)\s*(.*?)\s*$/;
            my ($directive, $rest) = (lc $1, $2);
            if ($directive =~ m{^</(if(?:module|define|version|file|section))>?$}) {
                pop @block if @block && $block[-1][0] eq $1;
                next;
            }
            if ($directive =~ /^<(if(?:module|define|version|file|section))$/) {
                my $kind = $1;
                $rest =~ s/>\s*$//;
                $rest =~ s/^\s*"?(.*?)"?\s*$/$1/;
                push @block, [$kind, $test->($kind, $rest)];
                next;
            }
            next if grep { !$_->[1] } @block;
            $rest =~ s/\$\{([^{}:]+)\}/exists $variables->{$1} ? $variables->{$1} : "\${$1}"/ge;
            my @words;
            push @words, defined $1 ? $1 : $2 while $rest =~ /\G\s*(?:"((?:[^"\\]|\\.)*)"|(\S+))/g;
            next unless @words;
            if ($directive eq 'define') { $defined->{ $words[0] } = 1; $variables->{ $words[0] } = $words[1] if @words > 1 }
            elsif ($directive eq 'undefine') { delete $defined->{ $words[0] } }
            elsif ($directive eq 'serverroot') { $root = $words[0] }
            elsif ($directive eq 'loadmodule' && @words > 1) {
                (my $name = $words[0]) =~ s/_module$//;
                $name =~ s/^php\d*$/php/;
                $loaded{$name} = 1;
                push @{ $found->{load} }, [$name, $absolute->($words[1]), $path];
            }
            elsif ($directive eq 'protocols') { $found->{protocols}{ lc $_ } = 1 for @words }
            elsif ($wanted{$directive}) { $found->{one}{$directive} = $words[0] }
            elsif ($directive eq 'include' || $directive eq 'includeoptional') {
                my $pattern = $absolute->($words[0]);
                my $optional = $directive eq 'includeoptional';
                my @matching = apache_glob($pattern);
                push @{ $found->{missing} }, $pattern if !@matching && !$optional;
                $read->($_, $depth + 1, $optional) for map { -d $_ ? apache_tree($_, 0) : $_ } sort @matching;
            }
        }
    };
    $read->($file, 0);
    return $found;
}

# As Apache does: every name that matches, also a link that leads nowhere.
sub apache_glob {
    my ($pattern) = @_;
    my @found = ('');
    for my $part (grep { length } split m{/}, $pattern) {
        if ($part !~ /[*?\[]/) { @found = map { "$_/$part" } @found; next }
        my $expression = join '', map {
            $_ eq '*' ? '[^/]*' : $_ eq '?' ? '[^/]' : /^\[[!^]?[^\]]+\]$/ ? s/^\[!/[^/r : quotemeta $_
        } $part =~ /(\[[!^]?[^\]]+\]|.)/gs;
        my @next;
        for my $directory (@found) {
            opendir my $in, "$directory/" or next;
            for my $name (sort readdir $in) {
                next if $name =~ /^\./ && $part !~ /^\./;
                push @next, "$directory/$name" if $name =~ /^$expression\z/ && @next < 3000;
            }
        }
        @found = @next;
    }
    return grep { lstat $_ } @found;
}

# Every file below a directory.
sub apache_tree {
    my ($directory, $depth) = @_;
    return () if $depth > 8;
    opendir my $in, $directory or return ();
    return map { -d "$directory/$_" ? apache_tree("$directory/$_", $depth + 1) : "$directory/$_" }
        grep { !/^\.\.?$/ } sort readdir $in;
}

# The configuration that a parent was started with: (file, server root, defines).
sub apache_places {
    my ($pid, $name) = @_;
    my @words = split /\0/, slurp("/proc/$pid/cmdline") || '';
    my ($file, $root, %defined);
    for my $i (1 .. $#words) {
        my ($option, $value) = $words[$i] =~ /^-([fdD])(.*)$/s or next;
        $value = $words[$i + 1] if $value eq '' && $i < $#words;
        if ($option eq 'f') { $file = $value }
        elsif ($option eq 'd') { $root = $value }
        else { $defined{$value} = 1 }
    }
    $root = -e '/etc/apache2/apache2.conf' ? '/etc/apache2' : '/etc/httpd' unless defined $root;
    $file = -e "$root/apache2.conf" ? 'apache2.conf' : 'conf/httpd.conf' unless defined $file;
    $file = "$root/$file" unless $file =~ m{^/};
    return ($file, $root, \%defined);
}

# What Apache's environment sets for its configuration; Debian's envvars when the process may not be read.
sub apache_variables {
    my ($pid, $root) = @_;
    my %variables = map { /^([^=]+)=(.*)$/s ? ($1, $2) : () } split /\0/, slurp("/proc/$pid/environ") || '';
    my $file = slurp("$root/envvars") || '';
    while ($file =~ /^\s*export\s+(\w+)=([^\s\$]*)(?:\$\w+)?\s*$/mg) { $variables{$1} = $2 unless exists $variables{$1} }
    return \%variables;
}

# What a file with this configuration says; modules are looked for in the daemon's own root, too, if it has one.
sub apache_look {
    my ($file, $root, $variables, $defined, $mapped, $own_root) = @_;
    my $configuration = apache_configuration($file, $root, $variables, $defined, $mapped);
    emit('apache', '-', 'config', $file);
    for my $directive (sort keys %{ $configuration->{one} }) {
        my $value = $configuration->{one}{$directive};
        $directive = 'maxrequestworkers' if $directive eq 'maxclients';
        emit('apache', '-', $directive, $value);
    }
    emit('apache', '-', 'protocols', join ' ', sort keys %{ $configuration->{protocols} });
    my @broken = map { "$_->[1] (module $_->[0], $_->[2])" } grep { !-e $_->[1] && !-e "$own_root$_->[1]" } @{ $configuration->{load} };
    emit('apache', '-', 'missing_modules', join ', ', @broken);
    emit('apache', '-', 'missing_files', join ', ', @{ $configuration->{missing} });
    emit('apache', '-', 'dangling', join ', ', @{ $configuration->{dangling} });
    emit('apache', '-', 'configured_modules', join ' ', map { $_->[0] } @{ $configuration->{load} });
}

$section{apache} = sub {
    my @all = own_processes(qr/^(?:apache2|httpd)$/);
    my %is = map { $_->[0] => 1 } @all;
    # A child that outlives its parent is none: it has no children, and is not root's.
    my %has_children = map { $_->[1] => 1 } @all;
    my @parents = grep { !$is{ $_->[1] } && ($has_children{ $_->[0] } || (stat "/proc/$_->[0]")[4] == 0) } @all;
    my @heads = grep { !$is{ $_->[1] } } @all;
    emit('apache', '-', 'parents', scalar @parents);
    emit('apache', '-', 'orphans', @heads - @parents);
    return unless @parents;
    my $parent = $parents[0];
    my $pid = $parent->[0];
    emit('apache', '-', 'processes', scalar grep { $_->[1] == $pid } @all);
    emit('apache', '-', 'age', age_of($parent));
    my (%mapped, %deleted);
    for (split /\n/, slurp("/proc/$pid/maps", 4 << 20) || '') {
        next unless m{\s(/\S*/(?:mod_(\w+)|lib(php)\d*(?:\.\d+)*)\.so)( \(deleted\))?$};
        my $name = defined $2 ? $2 : $3;
        $mapped{$name} = 1;
        $deleted{$1} = 1 if $4;
    }
    my $exe = readlink "/proc/$pid/exe";
    $deleted{$1} = 1 if defined $exe && $exe =~ /^(.*) \(deleted\)$/;
    emit('apache', '-', 'modules', join ' ', sort keys %mapped) if %mapped;
    emit('apache', '-', 'deleted', join ', ', sort keys %deleted);
    my ($file, $root, $defined) = apache_places($pid, $parent->[2]);
    apache_look($file, $root, apache_variables($pid, $root), $defined, [keys %mapped], "/proc/$pid/root");
};

# apache-config FILE ROOT: a configuration that nobody runs, as the section apache would read it.
$section{'apache-config'} = sub {
    my ($file, $root) = @_;
    apache_look($file, $root, {}, {}, [], '');
};
