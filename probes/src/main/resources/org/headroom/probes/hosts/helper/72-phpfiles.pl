
# phpfiles DOCROOT...: how many PHP files there are below each, for at most three seconds. Links are not followed.
$section{phpfiles} = sub {
    my $end = Time::HiRes::time() + 3;
    for my $top (@_) {
        my ($count, $whole) = (0, 1);
        my @open = ("$ROOT$top");
        while (defined(my $path = shift @open)) {
            if (Time::HiRes::time() > $end) { $whole = 0; last }
            opendir my $directory, $path or next;
            for my $name (readdir $directory) {
                next if $name eq '.' || $name eq '..';
                if ($name =~ /\.php\z/) { $count++; next }
                # Most names with an ending are files: only the others can be directories worth asking for.
                next if $name =~ /\.(?:js|css|map|json|txt|md|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|eot|html?|po|mo|pot|xml|zip)\z/i;
                push @open, "$path/$name" if !-l "$path/$name" && -d _;
            }
            closedir $directory;
        }
        emit('phpfiles', $top, 'count', $count);
        emit('phpfiles', $top, 'whole', $whole);
    }
};
