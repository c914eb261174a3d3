# Apache and a systemd over it, both made up. While it runs, the file `apache` in the root directory has its number, its
# child's and its unit. It dies of the word DIES in its workers' file. `systemctl` has what systemd was asked to do.
package FakeDaemons;
use strict;
use warnings;

sub in_root { return "$main::ROOT/$_[0]" }

sub wrote {
    my ($how, $name, $text) = @_;
    open my $out, $how, in_root($name) or die "$name: $!";
    print $out $text;
    close $out or die "$name: $!";
}

sub running {
    my ($daemon) = @_;
    my $text = $daemon->{kind} eq 'apache' ? main::slurp(in_root('apache')) : undef;
    return undef unless defined $text;
    my ($pid, $child, $unit) = split ' ', $text;
    return { pid => $pid, children => [$child], words => ['apache2'], unit => $unit };
}

sub systemctl {
    my ($order, $unit) = @_;
    wrote('>>', 'systemctl', "$order $unit\n");
    return ('', 0) if $order eq 'reset-failed';
    my $workers = main::slurp(in_root('etc/apache2/mods-available/mpm_event.conf'));
    if ($workers =~ /DIES/) {
        unlink in_root('apache');
        return ($order eq 'reload' ? ('', 0) : ("Job for $unit failed.", 1));
    }
    my ($pid, $child) = split ' ', main::slurp(in_root('apache')) || '6000000 6000001';
    $order eq 'reload' ? $child++ : ($pid += 100, $child += 100);
    wrote('>', 'apache', "$pid $child $unit\n");
    return ('', 0);
}

# The installer is there by now, and has not begun.
INIT {
    no warnings qw(redefine once);
    my $output_of = \&main::output_of;
    *main::running = \&running;
    *main::output_of = sub {
        my ($options, @command) = @_;
        return $command[0] eq 'systemctl' ? systemctl(@command[1 .. $#command]) : $output_of->($options, @command);
    };
}

1;
