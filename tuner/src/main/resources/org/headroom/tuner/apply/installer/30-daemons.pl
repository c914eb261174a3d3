# The daemons: whose file is whose, which of them runs here, and how it takes up its files.
#
# A daemon: { key, name, trees, comm, check, ... }; a running one has { pid, children, words, unit } besides.

# What a graceful reload does not take up: the sockets and shared memory of before are kept.
# With the values they have when no file sets them.
my %KEPT = (
    apache => { ServerLimit => 16, ThreadLimit => 64, ListenBacklog => 511 },
    fpm => { 'listen.backlog' => 511 },
);
my $PATIENCE = 40;    # seconds that a daemon has to take up its files: php-fpm lets running requests end first

# The daemon that reads the file, or undef.
sub daemon_of {
    my ($path) = @_;
    return daemon('apache', 'Apache', ['etc/apache2'], 'apache2') if $path =~ m{\Aetc/apache2/};
    return daemon('apache', 'Apache', ['etc/httpd'], 'httpd') if $path =~ m{\Aetc/httpd/};
    return daemon('fpm', "PHP-FPM $1", ['etc/php'], "php-fpm$1", version => $1) if $path =~ m{\Aetc/php/(\d+\.\d+)/(?:fpm|mods-available)/};
    return daemon('fpm', 'PHP-FPM', [qw(etc/php-fpm.d etc/php.d etc/php-fpm.conf etc/php.ini)], 'php-fpm')
        if $path =~ m{\Aetc/(?:php-fpm\.d/|php\.d/|php-fpm\.conf\z|php\.ini\z)};
    return daemon('nginx', 'NGINX', ['etc/nginx'], 'nginx', elsewhere => 1) if $path =~ m{\Aetc/nginx/};
    return daemon('mariadb', 'MariaDB', [qw(etc/mysql etc/my.cnf etc/my.cnf.d)], 'mariadbd', elsewhere => 1)
        if $path =~ m{\Aetc/(?:mysql/|my\.cnf\z|my\.cnf\.d/)};
    return undef;
}

sub daemon {
    my ($kind, $name, $trees, $comm, %more) = @_;
    return { kind => $kind, key => $name, name => $name, trees => $trees, comm => $comm, %more };
}

# The daemons of these files, each once; who is asked by another comes before it.
sub daemons_of {
    my %seen;
    my %rank = (mariadb => 1, fpm => 2, apache => 3, nginx => 4);
    return sort { $rank{ $a->{kind} } <=> $rank{ $b->{kind} } || $a->{key} cmp $b->{key} }
        grep { $_ && !$seen{ $_->{key} }++ } map { daemon_of($_->{path}) } @_;
}

# What runs on this host, seen from here: pid => [parent, name]. Not what runs in containers, which have mounts of their own.
sub processes {
    my %all;
    my $mounts = readlink '/proc/self/ns/mnt';
    for my $pid (grep { /\A\d+\z/ } names_in('/proc')) {
        my $stat = slurp("/proc/$pid/stat");
        next unless defined $stat && $stat =~ /\A\d+ \((.*)\) (\S) (\d+)/s && $2 ne 'Z';
        my ($name, $parent) = ($1, $3);
        my $theirs = readlink "/proc/$pid/ns/mnt";
        next if defined $mounts && defined $theirs && $theirs ne $mounts;
        my $root = readlink "/proc/$pid/root";
        next if defined $root && $root ne '/';
        $all{$pid} = [$parent, $name];
    }
    return \%all;
}

# The running master of a daemon with its children, or undef.
sub running {
    my ($daemon) = @_;
    return undef if length $ROOT;
    my $all = processes();
    my $is = sub {
        my ($name) = @_;
        return 1 if $name eq $daemon->{comm};
        return 1 if $daemon->{kind} eq 'mariadb' && $name =~ /\A(?:mysqld|mariadbd)\z/;
        return 0;
    };
    my @masters = sort { $a <=> $b } grep { $is->($all->{$_}[1]) && !($all->{ $all->{$_}[0] } && $is->($all->{ $all->{$_}[0] }[1])) } keys %$all;
    return undef unless @masters;
    if (@masters > 1) {
        my ($known) = map { my $text = slurp($_); defined $text && $text =~ /\A\s*(\d+)/ ? $1 : () } grep { -f $_ } pid_files($daemon);
        @masters = grep { defined $known && $_ == $known } @masters;
        refuse("$daemon->{name} runs more than once here, and no pid file says which one it is") unless @masters;
    }
    my $pid = $masters[0];
    my $line = slurp("/proc/$pid/cmdline");
    $line = '' unless defined $line;
    my ($unit) = (slurp("/proc/$pid/cgroup") || '') =~ m{^\d+:(?:name=systemd)?:.*/([^/\n]+\.service)$}m;
    return {
        pid => $pid,
        children => [sort { $a <=> $b } grep { $all->{$_}[0] == $pid } keys %$all],
        words => [split /\0/, $line],
        image => slurp("/proc/$pid/auxv"),
        unit => -d '/run/systemd/system' ? $unit : undef,
    };
}

sub pid_files {
    my ($daemon) = @_;
    return ('/run/apache2/apache2.pid', '/run/httpd/httpd.pid') if $daemon->{kind} eq 'apache';
    return ("/run/php/$daemon->{comm}.pid", '/run/php/php' . ($daemon->{version} || '') . '-fpm.pid', '/run/php-fpm/php-fpm.pid') if $daemon->{kind} eq 'fpm';
    return ('/run/nginx.pid') if $daemon->{kind} eq 'nginx';
    return ();
}

# The words with which it was started, from its title if it has changed that.
sub configuration_of {
    my ($daemon, $now) = @_;
    return undef unless $now;
    my $line = join ' ', @{ $now->{words} };
    return $1 if $daemon->{kind} eq 'fpm' && $line =~ /master process \((\/[^)]+)\)/;
    return $1 if $daemon->{kind} eq 'nginx' && $line =~ /\s-c\s*(\/\S+)/;
    return undef;
}

# The values of what a reload does not take up, of one file: "NAME" => "VALUE VALUE".
sub kept_values {
    my ($daemon, $text) = @_;
    my $kept = $KEPT{ $daemon->{kind} } || {};
    my %value;
    for my $name (keys %$kept) {
        my $quoted = quotemeta $name;
        my $separator = $daemon->{kind} eq 'fpm' ? '\s*=\s*' : '\s+';
        my @found = defined $text ? $text =~ /^[ \t]*$quoted$separator"?(-?\w+)/mig : ();
        $value{$name} = @found ? join ' ', @found : $kept->{$name};
    }
    return \%value;
}

sub socket_names { return join ' ', defined $_[0] ? $_[0] =~ /^[ \t]*listen\s*=\s*(\S+)/mg : () }

# What a running daemon keeps through its reloads, though its files say or have said otherwise: { real, name, value }, the
# value being the one in force. It is forgotten with the process that keeps it.
sub pending_file { return backups() . '/pending' }

# With what it will keep in a reload with these files.
sub held {
    my ($daemon, @files) = @_;
    my $mark = mark($daemon);
    my @held = map { { real => $_->[2], name => $_->[3], value => $_->[4] } }
        grep { @$_ == 5 && $_->[0] eq $daemon->{key} && $_->[1] eq $mark } lines_of(pending_file());
    for my $file (grep { my $its = daemon_of($_->{path}); $its && $its->{key} eq $daemon->{key} } @files) {
        if ($daemon->{kind} eq 'fpm' && socket_names($file->{now}) ne socket_names($file->{text})) {
            # A socket of another name is a new one, with all of its settings.
            @held = grep { $_->{real} ne $file->{real} } @held;
            next;
        }
        my ($before, $after) = map { kept_values($daemon, $_) } @$file{qw(now text)};
        for my $name (sort keys %$before) {
            next if $before->{$name} eq $after->{$name} || grep { $_->{real} eq $file->{real} && $_->{name} eq $name } @held;
            push @held, { real => $file->{real}, name => $name, value => $before->{$name} };
        }
    }
    return @held;
}

sub remember_held {
    my ($daemon, @held) = @_;
    my @lines = lines_of(pending_file());
    my $mark = mark($daemon);
    @held = () if $mark eq '-';
    my $text = as_lines((grep { $_->[0] ne $daemon->{key} } @lines), map { [$daemon->{key}, $mark, @$_{qw(real name value)}] } @held);
    put(pending_file(), $text) if $text ne as_lines(@lines);
}

# What it ignores of that as its files are now: ["ServerLimit 16 → 20", ...]. Nothing, once they say again what is in force.
sub ignored {
    my ($daemon, @held) = @_;
    my @ignored;
    for my $held (@held) {
        my $now = kept_values($daemon, slurp($held->{real}))->{ $held->{name} };
        push @ignored, "$held->{name} $held->{value} → $now" if defined $now && $now ne $held->{value};
    }
    return @ignored;
}

sub pending { return ignored($_[0], held($_[0])) }

# What tells a process from a later one of the same number.
sub mark {
    my ($daemon) = @_;
    my $now = running($daemon) or return '-';
    my ($fields) = (slurp("/proc/$now->{pid}/stat") || '') =~ /\) (.*)/s;
    return "$now->{pid} " . ((split ' ', defined $fields ? $fields : '')[19] || 0);
}

# Has a running daemon take up its files without breaking what it is doing, and waits until it has.
sub reload {
    my ($daemon) = @_;
    my $before = running($daemon) or return 0;
    if ($before->{unit}) {
        my ($said, $status) = output_of({ seconds => 60 }, 'systemctl', 'reload', $before->{unit});
        if ($status != 0) { detail($said); failed("systemctl reload $before->{unit} failed") }
    }
    else {
        my %signal = (apache => 'USR1', fpm => 'USR2', nginx => 'HUP');
        kill $signal{ $daemon->{kind} }, $before->{pid} or failed("cannot signal $daemon->{name}, process $before->{pid}: $!");
    }
    my ($since, $gone);
    my $ended = 0;
    my $done = wait_until($PATIENCE, sub {
        my $now = running($daemon);
        # A PHP-FPM in the background runs itself anew under another number, and for a moment under none.
        if (!$now || $now->{pid} != $before->{pid} && $daemon->{kind} ne 'fpm') {
            $gone = seconds() unless defined $gone;
            return $ended = seconds() - $gone > 2;
        }
        undef $gone;
        my $taken_up = taken_up($daemon, $before, $now) or return 0;
        $since = seconds() unless defined $since;
        return $taken_up > 1 || seconds() - $since > 1.5;
    });
    failed("$daemon->{name} ended when it read its files: see its error log") if $ended;
    $done or failed("$daemon->{name} has not taken up its files within $PATIENCE s: see its error log");
    return 1;
}

sub alive {
    my ($pid) = @_;
    my $stat = slurp("/proc/$pid/stat");
    return defined $stat && $stat =~ /\) [^Z] /;
}

# Whether it works by its new files: 0 no, 1 it seems so, 2 yes.
sub taken_up {
    my ($daemon, $before, $now) = @_;
    my %old = map { $_ => 1 } @{ $before->{children} };
    my $fresh = grep { !$old{$_} } @{ $now->{children} };
    my $left = grep { $old{$_} } @{ $now->{children} };
    if ($daemon->{kind} eq 'fpm') {
        # It runs itself anew under the same number, which gives it another memory layout, and with its own title it has
        # read its files. A pool on demand has no children until somebody asks.
        my $anew = defined $now->{image} && defined $before->{image} && $now->{image} ne $before->{image};
        my $titled = ($now->{words}[0] || '') =~ /\Aphp-fpm: master process/;
        return $titled && !$left && $fresh ? 2 : $titled && ($anew || !@{ $before->{children} }) ? 1 : 0;
    }
    return 0 unless $fresh;
    return !@{ $before->{children} } || $left < @{ $before->{children} } ? 2 : 1;
}

# Stops a daemon and starts it again, for what a reload does not take up. UNIT: systemd's, if it is known.
sub restart {
    my ($daemon, $unit) = @_;
    my $before = running($daemon) or return start_again($daemon, $unit);
    if ($before->{unit}) {
        my ($said, $status) = output_of({ seconds => 120 }, 'systemctl', 'restart', $before->{unit});
        if ($status != 0) { detail($said); failed("systemctl restart $before->{unit} failed") }
        return started($daemon);
    }
    failed("$daemon->{name} is process 1 here: whoever runs this container has to restart it") if $before->{pid} == 1;
    my $environment = environment_of($before->{pid});
    kill $daemon->{kind} eq 'fpm' ? 'QUIT' : 'TERM', $before->{pid} or failed("cannot stop $daemon->{name}: $!");
    wait_until($PATIENCE, sub { !alive($before->{pid}) }) or failed("$daemon->{name} does not stop");
    # A supervisor may be quicker than we are.
    return start($daemon, $before, $environment) unless running($daemon);
    return started($daemon);
}

sub environment_of {
    my ($pid) = @_;
    my $text = slurp("/proc/$pid/environ");
    my %all = map { /\A([^=]+)=(.*)\z/s ? ($1 => $2) : () } split /\0+/, defined $text ? $text : '';
    # A daemon that has written its title there has none any more.
    return $all{PATH} ? \%all : undef;
}

# Starts a daemon that has ended. One of systemd's is started by systemd alone, which would not know of any other.
sub start_again {
    my ($daemon, $unit) = @_;
    return start($daemon) unless defined $unit;
    # Otherwise it is refused after too many failures.
    output_of({}, 'systemctl', 'reset-failed', $unit);
    my ($said, $status) = output_of({ seconds => 120 }, 'systemctl', 'start', $unit);
    if ($status != 0) { detail($said); failed("systemctl start $unit failed") }
    return started($daemon);
}

# Starts a daemon that does not run; as it was started before, if that is known.
sub start {
    my ($daemon, $before, $environment) = @_;
    my $configuration = configuration_of($daemon, $before);
    my @command;
    if ($daemon->{kind} eq 'apache') {
        @command = $before && $environment ? @{ $before->{words} } : (program('apachectl', 'apache2ctl'), 'start');
    }
    elsif ($daemon->{kind} eq 'fpm') { @command = (program($daemon->{comm}), $configuration ? ('--fpm-config', $configuration) : ()) }
    elsif ($daemon->{kind} eq 'nginx') { @command = (program('nginx'), $configuration ? ('-c', $configuration) : ()) }
    failed("do not know how to start $daemon->{name}") unless @command && defined $command[0];
    my $pid = fork;
    failed("cannot fork: $!") unless defined $pid;
    if (!$pid) {
        # Nobody's child, and with nothing of ours: it shall hold neither our lock nor the connection.
        POSIX::setsid();
        POSIX::_exit(0) if fork;
        %ENV = %$environment if $environment;
        $SIG{$_} = 'DEFAULT' for qw(HUP INT TERM PIPE);
        open STDIN, '<', '/dev/null';
        open STDOUT, '>', '/dev/null';
        open STDERR, '>', '/dev/null';
        chdir '/';
        no warnings;
        exec { $command[0] } @command;
        POSIX::_exit(127);
    }
    waitpid $pid, 0;
    return started($daemon);
}

sub started {
    my ($daemon) = @_;
    wait_until($PATIENCE, sub {
        my $now = running($daemon);
        return $now && (@{ $now->{children} } || $daemon->{kind} eq 'fpm' && ($now->{words}[0] || '') =~ /\Aphp-fpm: master/);
    }) or failed("$daemon->{name} does not start: see its error log");
    return 1;
}

# After files were put back: the daemons take up what was there. Never ends what is under way.
sub put_daemons_back {
    my ($backup, @restarted) = @_;
    my %ran = map { $_ => 1 } @{ $backup->{ran} };
    my %restarted = map { $_ => 1 } @restarted;
    for my $daemon (daemons_of(@{ $backup->{files} })) {
        next if $daemon->{kind} eq 'mariadb';
        eval {
            my $runs = running($daemon);
            my $unit = $backup->{units}{ $daemon->{key} };
            if ($runs || $ran{ $daemon->{key} }) {
                my ($good, $said) = check_in_place($daemon);
                if (!$good) { detail($said); failed("$daemon->{name} does not accept what was there before") }
                if (!$runs) { step("$daemon->{name}: starting it again"); start_again($daemon, $unit) }
                elsif ($restarted{ $daemon->{key} }) { step("$daemon->{name}: restarted with its files of before"); restart($daemon, $unit) }
                else {
                    step("$daemon->{name}: reloaded with its files of before");
                    my @held = held($daemon);
                    reload($daemon);
                    remember_held($daemon, @held);
                }
            }
            1;
        } or note(words_of($@));
    }
}
