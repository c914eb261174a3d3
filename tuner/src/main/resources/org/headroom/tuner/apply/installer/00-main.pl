#!/usr/bin/perl
# Headroom's installer: puts configuration files in place on this host, all of them or none. It does everything here by
# itself, so that a connection that breaks cannot leave half of it. Perl 5.14 or newer and nothing beyond Debian's
# perl-base, coreutils, diffutils and util-linux.
#
# Sent to "perl -" with orders after a line "__END__", one a line, tab-separated, percent-encoded:
#   set NAME VALUE            restart 1; force 1; confirm SECONDS (0: nobody will be asked); id ID; and for tests: root DIR,
#                             kill-at N, kill-all 1, private 0 (no mount namespace), keep N
#   file PATH EXPECTED TEXT   relative to the root directory; EXPECTED: sha256 of what is there now, "absent", or "any"
#   do apply | rollback | list
# Then, when it has said "armed":
#   confirm                   keep it
#   undo WHY                  as the end of standard input: put back what was there
# Answers, in the same form:
#   hello                                     the first line
#   step TEXT | note TEXT | detail TEXT       while it works
#   backup ID KIND STATE WHEN PATH...         of "list"
#   armed SECONDS             it waits so long for "confirm"
#   result KIND TEXT ID       the last line; KIND: applied, unchanged, refused, rolled-back, busy, failed, listed
#
# What there is on disk, below /var/backups/headroom:
#   ID/manifest, ID/old/PATH, ID/new/PATH     a backup, complete since it has its name
#   ID/state                  applied or undone: what became of it
#   journal                   the backup whose files are just being switched. As long as there is one, the next apply or
#                             rollback puts back what was there before, or, if it was applied, closes it.
#   pending                   what running daemons still ignore of their files
use strict;
use warnings;
use Fcntl qw(:flock :mode O_RDONLY O_RDWR O_WRONLY O_CREAT O_EXCL O_NOFOLLOW);
use IO::Handle;
use POSIX ();

our $ROOT = '';    # tests have another root directory
our %set = (confirm => 0, keep => 40);
our @orders;       # [PATH, EXPECTED, TEXT]

$ENV{PATH} = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
$ENV{LC_ALL} = 'C';
delete @ENV{qw(IFS CDPATH ENV BASH_ENV)};
$SIG{PIPE} = 'IGNORE';
$SIG{CHLD} = 'DEFAULT';
umask 022;

sub encoded {
    my $text = defined $_[0] ? $_[0] : '';
    utf8::encode($text) if utf8::is_utf8($text);
    $text =~ s/([%\x00-\x1f\x7f])/sprintf '%%%02X', ord $1/ge;
    return $text;
}

sub decoded {
    my $text = $_[0];
    $text =~ s/%([0-9A-Fa-f]{2})/chr hex $1/ge;
    return $text;
}

# Says a line. Nobody need listen: what is done is done all the same.
sub report {
    my $line = join("\t", map { encoded($_) } @_) . "\n";
    my $at = 0;
    while ($at < length $line) {
        my $put = syswrite STDOUT, $line, length($line) - $at, $at;
        next if !defined $put && $!{EINTR};
        last unless $put;
        $at += $put;
    }
}

sub step { report("step", join "", @_) }
sub note { report("note", join "", @_) }

# The last lines of what a program said.
sub detail {
    my ($text, $most) = @_;
    my @lines = grep { /\S/ } split /\r?\n/, defined $text ? $text : '';
    my $left_out = @lines - ($most || 12);
    if ($left_out > 0) {
        report('detail', "… $left_out lines more");
        splice @lines, 0, $left_out;
    }
    report('detail', length $_ > 300 ? substr($_, 0, 300) . '…' : $_) for @lines;
}

# Ends a piece of work with its result: [KIND, TEXT].
sub refuse { die ['refused', join '', @_] }
sub failed { die ['failed', join '', @_] }

sub words_of {
    my ($why) = @_;
    return $why->[1] if ref $why eq 'ARRAY';
    $why =~ s/ at \S+ line \d+.*//s;
    return $why;
}

# Tests end us here, at the so manyth of these points.
our $points = 0;
our $in_worker = 0;
sub point {
    return unless $set{'kill-at'};
    return if ++$points != $set{'kill-at'};
    kill 'KILL', getppid if $in_worker && $set{'kill-all'};
    kill 'KILL', $$;
    select undef, undef, undef, 10;
}

# Seconds by a clock that nobody sets.
sub seconds { return (POSIX::times())[0] / POSIX::sysconf(POSIX::_SC_CLK_TCK()) }

sub pause { select undef, undef, undef, $_[0] }

# Waits until it is true; false when so many seconds have passed before.
sub wait_until {
    my ($limit, $true) = @_;
    my $end = seconds() + $limit;
    while (1) {
        return 1 if $true->();
        return 0 if seconds() > $end;
        pause(0.05);
    }
}

# The whole of a file, or undef.
sub slurp {
    my ($file) = @_;
    open my $in, '<:raw', $file or return undef;
    my $text = '';
    while (1) {
        my $got = sysread $in, $text, 1 << 16, length $text;
        next if !defined $got && $!{EINTR};
        return undef unless defined $got;
        last unless $got;
    }
    close $in;
    return $text;
}

# Runs a program without a shell: (output of both streams, exit status; -1: not run, killed, or not done in time).
# OPTIONS: seconds, input, environment.
sub output_of {
    my ($options, @command) = @_;
    my ($pid, $out, $text) = (undef, undef, '');
    pipe $out, my $write or return ("no pipe: $!", -1);
    pipe my $read, my $in or return ("no pipe: $!", -1);
    $pid = fork;
    return ("cannot fork: $!", -1) unless defined $pid;
    if (!$pid) {
        setpgrp 0, 0;
        $SIG{$_} = 'DEFAULT' for qw(HUP INT TERM PIPE);
        %ENV = %{ $options->{environment} } if $options->{environment};
        open STDIN, '<&', $read;
        open STDOUT, '>&', $write;
        open STDERR, '>&', $write;
        no warnings;
        exec { $command[0] } @command;
        print "cannot run $command[0]: $!\n";
        STDOUT->flush;
        POSIX::_exit(127);
    }
    close $write;
    close $read;
    my $input = defined $options->{input} ? $options->{input} : '';
    for (my $at = 0; $at < length $input;) {
        my $put = syswrite $in, $input, length($input) - $at, $at;
        last unless $put;
        $at += $put;
    }
    close $in;
    my $end = seconds() + ($options->{seconds} || 30);
    my $bits = '';
    vec($bits, fileno $out, 1) = 1;
    my $late = 0;
    while (1) {
        my $left = $end - seconds();
        if ($left <= 0) { $late = 1; last }
        my $ready = $bits;
        next if select($ready, undef, undef, $left) <= 0;
        my $got = sysread $out, $text, 65536, length $text;
        last unless $got;
        substr $text, 1 << 20, length $text, '' if length $text > 1 << 21;
    }
    close $out;
    if (!$late) {
        $late = !wait_until(5, sub { waitpid($pid, POSIX::WNOHANG()) == $pid });
        return ($text, $? & 127 ? -1 : $? >> 8) unless $late;
    }
    kill 'KILL', -$pid;
    waitpid $pid, 0;
    return ($text . "\nnot done in time", -1);
}

# Where a program is, or undef.
sub program {
    for my $name (@_) {
        for my $directory (split /:/, $ENV{PATH}) {
            return "$ROOT$directory/$name" if -x "$ROOT$directory/$name" && -f _;
        }
    }
    return undef;
}
