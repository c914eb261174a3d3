
# disk: space and inodes of every local file system that programs write to; subject: its mount point. Network and FUSE
# file systems are never touched, so that a frozen one freezes nothing here.
$section{disk} = sub {
    my %seen;
    # One that is mounted several times is named by the mount of its top, else by its shortest name.
    for my $mount (sort { ($a->{root} ne '/') <=> ($b->{root} ne '/') || length $a->{point} <=> length $b->{point} } host_mounts()) {
        next unless $mount->{type} =~ /^(?:ext[234]|xfs|btrfs|zfs|f2fs|jfs|reiserfs|bcachefs|overlay)$/;
        next if $mount->{type} eq 'overlay' && $mount->{point} ne '/';
        next if $seen{ $mount->{device} }++;
        disk_of($mount);
    }
};
$alone{disk} = 1;

sub disk_of {
    my ($mount) = @_;
    my $point = $mount->{point};
    my %on = map { $_ => 1 } split /,/, $mount->{options};
    my %super = map { $_ => 1 } split /,/, $mount->{super};
    # Mounted for writing, and yet the file system takes nothing any more: the kernel has met an error.
    my $failed = $super{ro} && $on{rw};
    return if $on{ro};
    my ($size, $blocks, $free, $available, $inodes, $inodes_free) = disk_figures($point);
    return problem('disk', $point, "cannot be measured: $!") unless $blocks;
    emit('disk', $point, 'type', $mount->{type});
    emit('disk', $point, 'source', $mount->{source});
    emit('disk', $point, 'failed', $failed ? 1 : 0);
    emit('disk', $point, 'total', $blocks * $size);
    emit('disk', $point, 'free', $free * $size);
    emit('disk', $point, 'available', $available * $size);
    # Some file systems make inodes as they need them and say 0.
    if ($inodes) {
        emit('disk', $point, 'inodes', $inodes);
        emit('disk', $point, 'inodes_free', $inodes_free);
    }
}

# (block bytes, blocks, free, available to all, inodes, free inodes) as the kernel says.
sub disk_figures {
    my ($point) = @_;
    my $machine = (POSIX::uname())[4];
    my %statfs = (x86_64 => 137, aarch64 => 43, riscv64 => 43);
    if ($statfs{$machine} && length pack('L!', 0) == 8) {
        my $figures = "\0" x 256;
        return () if syscall($statfs{$machine}, $point, $figures) != 0;
        return (unpack 'q*', $figures)[1 .. 6];
    }
    my ($space) = output_of('df', '-P', '-k', $point);
    return () unless $space =~ /\n.*?\s(\d+)\s+(\d+)\s+(-?\d+)\s+\S+%/;
    my @figures = (1024, $1, $1 - $2, $3);
    my ($inodes) = output_of('df', '-P', '-i', $point);
    return (@figures, $inodes =~ /\n.*?\s(\d+)\s+(\d+)\s+(\d+)\s+\S+%/ ? ($1, $3) : (0, 0));
}
