# gluster [full|bricks] [ROOT]: what a node of the file cluster knows by itself, without the gluster command: that costs
# 0.1 s of CPU each time, waits for locks of the whole cluster, and may wait for minutes. Volumes, options and peers are
# read from glusterd's own files; peers' connections, and whether daemons live, by the questions that they ask each other
# (ping; list of friends); what waits for heal from the index of each brick. "bricks": processes and pings only. ROOT: where the host's
# files are, if not at / (helper in a container).
# Subjects: "-" (glusterd), "peer NAME", "volume NAME", "brick NAME" as gluster names them (HOST:PATH).

my $GLUSTER_PATIENCE = 2;           # seconds for an answer that takes 0.1 ms
my $GLUSTER_EXAMINED = 64;          # entries of an index whose marks are read
my $GLUSTER_COUNTED = 100_000;      # entries of an index that are counted
my @GLUSTER_PING = (123451501, 1, 2);       # program GF-DUMP, as a mount pings a brick
my @GLUSTER_FRIENDS = (1238463, 2, 3);      # program "Gluster CLI", as "gluster peer status" asks

# The options that are worth telling. The file with them also holds the volume's password.
my $GLUSTER_OPTION = qr/^(?:performance|features|network|cluster|diagnostics|storage|server|client|disperse|nfs)\.[\w.-]+$/;

# "key=value" lines of one of glusterd's files.
sub gluster_pairs {
    my $text = slurp($_[0]);
    return undef unless defined $text;
    my %pair;
    for my $line (split /\n/, $text) {
        $pair{$1} = $2 if $line =~ /^([^=]+)=(.*)$/;
    }
    return \%pair;
}

# Asks several daemons one thing each at the same time: (name => [socket address, family, program, version, procedure,
# body]...) gives {name => [seconds, answer]} or {name => [undef, why there is none]}.
sub gluster_ask {
    my %question = @_;
    my (%answer, %open);
    my $began = Time::HiRes::time();
    for my $name (keys %question) {
        my ($address, $family, @call) = @{ $question{$name} };
        my $socket;
        if (!socket $socket, $family, Socket::SOCK_STREAM(), 0) { $answer{$name} = [undef, "$!"]; next }
        fcntl $socket, Fcntl::F_SETFL(), Fcntl::O_NONBLOCK();
        if (!connect($socket, $address) && !$!{EINPROGRESS}) { $answer{$name} = [undef, lc "$!"]; next }
        my $body = pop @call;
        my $call = pack('N3 N3 N4', 1, 0, 2, @call, 0, 0, 0, 0) . $body;
        $open{ fileno $socket } = {
            name => $name, socket => $socket, unsent => pack('N', 0x80000000 | length $call) . $call, got => ''
        };
    }
    while (%open && (my $left = $began + $GLUSTER_PATIENCE - Time::HiRes::time()) > 0) {
        my ($in, $out) = ('', '');
        for my $fd (keys %open) { vec($open{$fd}{unsent} ne '' ? $out : $in, $fd, 1) = 1 }
        next if select($in, $out, undef, $left) <= 0;
        for my $fd (keys %open) {
            my $one = $open{$fd};
            my $done;
            if (vec $out, $fd, 1) {
                my $sent = syswrite $one->{socket}, $one->{unsent};
                if (defined $sent) { substr $one->{unsent}, 0, $sent, '' }
                else { $done = [undef, lc "$!"] }
            }
            elsif (vec $in, $fd, 1) {
                my $got = sysread $one->{socket}, $one->{got}, 65536, length $one->{got};
                if (!$got) { $done = [undef, defined $got ? 'hung up' : lc "$!"] }
                elsif (length $one->{got} >= 28 && length $one->{got} >= 4 + (unpack('N', $one->{got}) & 0x7fffffff)) {
                    my ($kind, $denied, $failed) = (unpack 'N7', $one->{got})[2, 3, 6];
                    $done = $kind != 1 || $denied || $failed
                        ? [undef, 'refuses to answer']
                        : [Time::HiRes::time() - $began, substr $one->{got}, 28];
                }
            }
            if ($done) { $answer{ $one->{name} } = $done; delete $open{$fd} }
        }
    }
    $answer{ $_->{name} } = [undef, "no answer within $GLUSTER_PATIENCE s"] for values %open;
    return \%answer;
}

# gluster's serialised dictionaries: count, then (length of key, length of value, key NUL, value).
sub gluster_dictionary {
    my ($bytes) = @_;
    my %value;
    return \%value if length $bytes < 4;
    my ($count, $at) = (unpack('N', $bytes), 4);
    while ($count-- > 0 && $at + 8 <= length $bytes) {
        my ($key, $long) = unpack 'NN', substr $bytes, $at, 8;
        last if $at + 8 + $key + 1 + $long > length $bytes;
        my $name = substr $bytes, $at + 8, $key;
        ($value{$name} = substr $bytes, $at + 8 + $key + 1, $long) =~ s/\0+$//;
        $at += 8 + $key + 1 + $long;
    }
    return \%value;
}

# What glusterd says of its peers: uuid => {connected, state}, or undef.
sub gluster_friends {
    my ($answer) = @_;
    my ($failed, undef, $long) = unpack 'N3', $answer;
    return undef if !defined $long || $failed;
    my $said = gluster_dictionary(substr $answer, 12, $long);
    my %friend;
    for my $number (1 .. 1000) {
        my $uuid = $said->{"friend$number.uuid"};
        last unless defined $uuid;
        $friend{$uuid} = { connected => $said->{"friend$number.connected"}, state => $said->{"friend$number.state"} };
    }
    return \%friend;
}

# State (letter of /proc/PID/stat) and command line of the daemon whose pid file is the first to exist; () if none runs.
sub gluster_process {
    my ($root, @files) = @_;
    for my $file (@files) {
        my $text = slurp("$root$file", 64);
        next unless defined $text && $text =~ /^(\d+)/;
        my $pid = $1;
        my $command = slurp("$root/proc/$pid/cmdline", 65536);
        next unless defined $command && $command =~ /^[^\0]*gluster/;
        my $stat = slurp("$root/proc/$pid/stat", 4096);
        next unless defined $stat && $stat =~ /\)\s+(\S)/;
        return ($1, $pid, split /\0/, $command);
    }
    return ();
}

# The word after an option of a command line.
sub gluster_word {
    my ($option, @words) = @_;
    for my $at (0 .. $#words - 1) { return $words[$at + 1] if $words[$at] eq $option }
    return undef;
}

# System call numbers: (lgetxattr, llistxattr), or () where we do not know them.
sub gluster_xattr_calls {
    require Config;
    my $machine = do { no warnings; $Config::Config{archname} };
    return (192, 195) if $machine =~ /^x86_64/;
    return (9, 12) if $machine =~ /^(?:aarch64|riscv64|loongarch64)/;
    return (230, 233) if $machine =~ /^(?:i[3-6]86|arm)/;
    return (213, 216) if $machine =~ /^(?:powerpc64|ppc64)/;
    return (228, 231) if $machine =~ /^s390x/;
    return ();
}

# The extended attributes of a file whose names match: name => value.
sub gluster_xattrs {
    my ($file, $match, $get, $list) = @_;
    my $names = "\0" x 16384;
    my $long = syscall $list, $file, $names, length $names;
    return undef if $long < 0;
    my %value;
    for my $name (grep { $_ =~ $match } split /\0/, substr $names, 0, $long) {
        my $value = "\0" x 8192;
        my $size = syscall $get, $file, $name, $value, length $value;
        $value{$name} = substr $value, 0, $size if $size >= 0;
    }
    return \%value;
}

# Where a brick keeps what has that identifier.
sub gluster_handle { "$_[0]/.glusterfs/" . substr($_[1], 0, 2) . '/' . substr($_[1], 2, 2) . "/$_[1]" }

# The path of a directory in the volume, by the links that the brick keeps from each to its parent.
sub gluster_directory {
    my ($brick, $gfid) = @_;
    my $path = '';
    for (1 .. 64) {
        return $path if $gfid eq '00000000-0000-0000-0000-000000000001';
        my $link = readlink gluster_handle($brick, $gfid);
        return undef unless defined $link && $link =~ m{^(?:\.\./)+../../([0-9a-f-]{36})/(.+)$};
        ($gfid, $path) = ($1, "/$2$path");
    }
    return undef;
}

# The marks on one entry of an index: (which bricks lack which kinds of changes, path), () if nothing waits there.
sub gluster_entry {
    my ($brick, $gfid, @calls) = @_;
    my $file = gluster_handle($brick, $gfid);
    my $path = gluster_directory($brick, $gfid);
    if (defined $path) {
        my $link = readlink $file;
        $file =~ s{[^/]+$}{$link} if defined $link;
        $file = $brick if $path eq '';
    }
    my $found = gluster_xattrs($file, qr/^trusted\.(?:afr\..+-client-\d+$|gfid2path\.)/, @calls);
    return () unless $found;
    my @marks;
    for my $name (sort keys %$found) {
        if ($name =~ /-client-(\d+)$/) {
            my ($brick, @changes) = ($1, unpack 'N3', $found->{$name});
            push @marks, "$brick=" . join ',', @changes if grep { $_ } @changes;
        }
        elsif (!defined $path && $found->{$name} =~ m{^([0-9a-f-]{36})/(.+)$}s) {
            my $parent = gluster_directory($brick, $1);
            $path = "$parent/$2" if defined $parent;
        }
    }
    return @marks ? (join(' ', @marks), defined $path ? $path || '/' : undef) : ();
}

# What waits for heal, as the brick's own index has it. Entries come and go there in normal work; those that say nothing any
# more are left over, so the first ones are looked at closely.
sub gluster_index {
    my ($subject, $brick, $replicated) = @_;
    my $index = "$brick/.glusterfs/indices/xattrop";
    my $directory;
    if (!opendir $directory, $index) { emit('gluster', $subject, 'index_problem', lc "$!"); return }
    my @entries;
    my $count = 0;
    while (defined(my $name = readdir $directory)) {
        next unless $name =~ /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
        push @entries, $name;
        last if ++$count >= $GLUSTER_COUNTED;
    }
    closedir $directory;
    my @calls = gluster_xattr_calls();
    my $waiting = $count;
    if ($replicated && @calls && @entries) {
        @entries = sort @entries;
        splice @entries, $GLUSTER_EXAMINED if @entries > $GLUSTER_EXAMINED;
        $waiting -= @entries;
        for my $gfid (@entries) {
            my ($marks, $path) = gluster_entry($brick, $gfid, @calls);
            next unless defined $marks;
            $waiting++;
            emit('gluster', $subject, "entry $gfid", $marks . (defined $path ? "\t$path" : ''));
        }
        emit('gluster', $subject, 'examined', scalar @entries);
    }
    emit('gluster', $subject, 'pending', $waiting);
}

# One volume, and its bricks here; gives the questions to ask those bricks: name => socket.
sub gluster_volume {
    my ($root, $volume, $uuid, $full) = @_;
    my $files = "$root/var/lib/glusterd/vols/$volume";
    my $info = gluster_pairs("$files/info") or return;
    my $subject = "volume $volume";
    my (%socket, $local);
    for my $key (grep { /^brick-\d+$/ } sort keys %$info) {
        my ($host, $path) = $info->{$key} =~ /^([^:]+):(.*)$/ or next;
        # The names of its files have "-" for "/"; what is in them has not.
        my $about = gluster_pairs("$files/bricks/$host:$path") || {};
        my $place = $about->{path} || '';
        my $id = ($about->{'brick-id'} || '') =~ /-client-(\d+)$/ ? $1 : substr $key, 6;
        my $name = ($about->{hostname} || $host) . ":$place";
        emit('gluster', $subject, $key, join "\t", $id, $name, $about->{uuid} || '') if $full;
        next unless ($about->{uuid} || '') eq $uuid && $info->{status} == 1;
        $local = 1;
        my $file = "vols/$volume/$host$path.pid";
        my ($state, $pid, @command) =
            gluster_process($root, "/run/gluster/$file", "/var/run/gluster/$file", "/var/lib/glusterd/vols/$volume/run/$host$path.pid");
        emit('gluster', "brick $name", 'volume', $volume);
        emit('gluster', "brick $name", 'client', $id);
        emit('gluster', "brick $name", 'state', defined $state ? $state : 'none');
        emit('gluster', "brick $name", 'pid', $pid);
        emit('gluster', "brick $name", 'port', gluster_word('--brick-port', @command));
        my $socket = gluster_word('-S', @command);
        $socket{"brick $name"} = $root . $socket if defined $socket && $state ne 'T';
        gluster_index("brick $name", $root . $place, ($info->{replica_count} || 1) > 1) if $full && $info->{sub_count} > 1;
    }
    return %socket unless $full;
    for my $key (qw(type status count sub_count replica_count arbiter_count disperse_count redundancy_count volume-id)) {
        emit('gluster', $subject, $key, $info->{$key});
    }
    emit('gluster', $subject, "option $_", $info->{$_}) for grep { $_ =~ $GLUSTER_OPTION } sort keys %$info;
    if ($local && $info->{sub_count} > 1) {
        my ($state) = gluster_process(
            $root, "/run/gluster/shd/$volume/$volume-shd.pid", '/run/gluster/glustershd/glustershd.pid',
            '/var/run/gluster/glustershd/glustershd.pid', '/var/lib/glusterd/glustershd/run/glustershd.pid');
        emit('gluster', $subject, 'healer', defined $state ? $state : 'none');
    }
    return %socket;
}

# The peers by glusterd's files, and the questions to ask them: name => socket address and family.
sub gluster_peers {
    my ($root) = @_;
    my (%uuid, %address);
    for my $file (glob "$root/var/lib/glusterd/peers/*") {
        my $peer = gluster_pairs($file) or next;
        my ($name, $uuid) = @$peer{qw(hostname1 uuid)};
        next unless defined $name && defined $uuid;
        $uuid{$name} = $uuid;
        emit('gluster', "peer $name", 'uuid', $uuid);
        my ($error, $found) = Socket::getaddrinfo($name, 24007, { socktype => Socket::SOCK_STREAM() });
        if ($error || !$found) { emit('gluster', "peer $name", 'unreachable', "$error") }
        else { $address{"peer $name"} = [$found->{addr}, $found->{family}] }
    }
    return (\%uuid, \%address);
}

$section{gluster} = sub {
    my ($what, $root) = @_;
    require Socket;
    require Errno;
    my $full = ($what || 'full') eq 'full';
    $root = '' unless defined $root;
    my $own = gluster_pairs("$root/var/lib/glusterd/glusterd.info");
    if (!$own) {
        problem('gluster', '-', $! == Errno::ENOENT() ? 'not a node of a gluster cluster' : "cannot read /var/lib/glusterd: $!");
        return;
    }
    emit('gluster', '-', 'uuid', $own->{UUID});
    my %question;
    my ($uuid, $address) = $full ? gluster_peers($root) : ({}, {});
    $question{$_} = [@{ $address->{$_} }, @GLUSTER_PING, ''] for keys %$address;
    if ($full) {
        my ($socket) = grep { -S $_ } "$root/run/glusterd.socket", "$root/var/run/glusterd.socket";
        if (defined $socket) {
            $question{glusterd} = [Socket::pack_sockaddr_un($socket), Socket::PF_UNIX(), @GLUSTER_FRIENDS, pack 'N2', 1, 0];
        }
        else { emit('gluster', '-', 'silent', 'does not run') }
    }
    for my $volume (map { m{([^/]+)/info$} ? $1 : () } sort glob "$root/var/lib/glusterd/vols/*/info") {
        my %socket = gluster_volume($root, $volume, $own->{UUID}, $full);
        $question{$_} = [Socket::pack_sockaddr_un($socket{$_}), Socket::PF_UNIX(), @GLUSTER_PING, ''] for keys %socket;
    }
    my $answer = gluster_ask(%question);
    for my $name (sort keys %$answer) {
        my ($seconds, $text) = @{ $answer->{$name} };
        if ($name eq 'glusterd') {
            emit('gluster', '-', 'silent', $text) unless defined $seconds;
            emit('gluster', '-', 'answer_seconds', sprintf '%.6f', $seconds) if defined $seconds;
            my $friends = defined $seconds ? gluster_friends($text) : undef;
            for my $peer (keys %$uuid) {
                my $friend = $friends && $friends->{ $uuid->{$peer} } or next;
                emit('gluster', "peer $peer", 'connected', $friend->{connected});
                emit('gluster', "peer $peer", 'state', $friend->{state});
            }
        }
        elsif (defined $seconds) { emit('gluster', $name, 'ping_seconds', sprintf '%.6f', $seconds) }
        else { emit('gluster', $name, $name =~ /^peer/ ? 'unreachable' : 'silent', $text) }
    }
};
