#!/usr/bin/perl
# Headroom's look at a host. It reads and prints; what it may leave behind is a process that hangs in a frozen mount
# (never more than one for each) and its empty lock files. Perl 5.14 or newer, nothing but its own modules.
#
# Orders on standard input, one a line, tab-separated, percent-encoded:
#   SECTION ARGUMENT...  what to look at, from now on
#   look SECONDS         look at all of it, for so long at most (0.1 to 60); as often as wanted
# The end of standard input ends it; when it was never told to look, it looks once before.
# Answers on standard output, one a line, tab-separated, percent-encoded:
#   SECTION SUBJECT KEY VALUE        subject "-": the host itself
#   ! SECTION SUBJECT PROBLEM        there is nothing of it, and why
#   end                              the last line of a look: without it the answer is cut off
#
# Every order is looked at by a child process of its own, all at the same time. One that is not done in time is given up
# and reported; it is killed, and left behind if that does not help (a frozen mount).
#
# Sent to "perl -" with orders after a line "__END__". Installed as a file and run by a forced command it is sent the
# same, and passes over everything up to that line.
use strict;
use warnings;
use Fcntl qw(:flock O_RDWR O_CREAT O_NOFOLLOW F_SETFD);
use POSIX ();
use Time::HiRes ();

our $VERSION = 'VERSION_OF_HELPER';
our $ROOT = '';    # tests look at another tree

$ENV{PATH} = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
$ENV{LC_ALL} = 'C';
delete @ENV{qw(IFS CDPATH ENV BASH_ENV)};

our %section;    # name => sub (arguments): emits
our %alone;      # name => 1: never two of the same order at a time, whatever became of the first

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

# emit(SECTION, SUBJECT, KEY, VALUE)
sub emit { print join("\t", map { encoded($_) } @_[0 .. 3]), "\n" if defined $_[3] }

# problem(SECTION, SUBJECT, WHY)
sub problem { print join("\t", '!', map { encoded($_) } @_[0 .. 2]), "\n" }

# The whole text of a file, or undef; at most so many bytes (default 1 MiB).
sub slurp {
    my ($file, $most) = @_;
    open my $in, '<', $file or return undef;
    my $text = '';
    my $limit = $most || 1 << 20;
    while (length $text < $limit) {
        my $got = sysread $in, $text, $limit - length $text, length $text;
        last unless $got;
    }
    close $in;
    return $text;
}

# The output of a command (both streams, at most 4 MiB), without a shell: (output, exit status or -1).
sub output_of {
    my @command = @_;
    my $pid = open my $out, '-|';
    return ('', -1) unless defined $pid;
    if (!$pid) {
        open STDERR, '>&', \*STDOUT;
        open STDIN, '<', '/dev/null';
        no warnings;
        exec { $command[0] } @command;
        POSIX::_exit(127);
    }
    my $text = '';
    while (length $text < 4 << 20) {
        my $got = sysread $out, $text, 65536, length $text;
        last unless $got;
    }
    # Waiting for one that still writes would be for ever.
    kill 'KILL', $pid if length $text >= 4 << 20;
    close $out;
    return ($text, $? & 127 ? -1 : $? >> 8);
}

# A directory of our own for locks and small state; nobody else may have made it.
my $own_directory;
sub own_directory {
    return $own_directory if defined $own_directory;
    for my $parent ('/run', $ENV{XDG_RUNTIME_DIR} || (), '/tmp') {
        my $directory = "$parent/headroom-helper-$>";
        mkdir $directory, 0700;
        my @found = lstat $directory;
        next unless @found && -d _ && $found[4] == $> && !($found[2] & 077);
        return $own_directory = $directory;
    }
    return undef;
}

# Takes the lock of an order: (handle, undef), or (undef, why not, seconds since which another holds it).
# Whatever this process starts holds it too: it is free again when the last of them is gone.
sub lock_of {
    my $directory = own_directory();
    return (undef, 'no directory for its locks (/run, /tmp)') unless defined $directory;
    my $whole = join "\t", @_;
    (my $name = $whole) =~ s/([^A-Za-z0-9.-])/sprintf '_%02x', ord $1/ge;
    if (length $name > 200) {
        my $sum = 5381;
        $sum = ($sum * 33 + ord $_) & 0xffffffff for split //, $whole;
        $name = sprintf '%s.%08x', substr($name, 0, 180), $sum;
    }
    my $file = "$directory/$name.lock";
    sysopen my $lock, $file, O_RDWR | O_CREAT | O_NOFOLLOW, 0600 or return (undef, "cannot lock: $!");
    if (!flock $lock, LOCK_EX | LOCK_NB) {
        my $since = time - (stat $lock)[9];
        return (undef, "an earlier look still hangs (since $since s)", $since);
    }
    utime undef, undef, $lock;
    fcntl $lock, F_SETFD, 0;
    return $lock;
}
