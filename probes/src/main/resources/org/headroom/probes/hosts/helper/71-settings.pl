
# settings: the configuration files of Apache, PHP-FPM, NGINX and MariaDB that everybody may read; subject: a file's name.
# "text" is its content ("base64" if that is no UTF-8), "link" where it leads if it is a link. What only root may read (keys, debian.cnf) is left out.
my @SETTINGS = qw(
    /etc/apache2 /etc/httpd /etc/php /etc/php.ini /etc/php.d /etc/php-fpm.conf /etc/php-fpm.d /etc/nginx /etc/mysql /etc/my.cnf
    /etc/my.cnf.d /etc/alternatives/my.cnf
);
my $SETTINGS_FILE = 256 << 10;
my $SETTINGS_ALL = 3 << 20;
my $SETTINGS_DEEP = 8;

$section{settings} = sub {
    my $bytes = 0;
    my @open = map { [$_, 0] } @SETTINGS;
    while (my $next = shift @open) {
        my ($path, $deep) = @$next;
        my @stat = lstat "$ROOT$path" or next;
        if (-l _) {
            emit('settings', $path, 'link', readlink "$ROOT$path");
            next;
        }
        if (-d _) {
            # What lies in there nobody else can reach, whatever its own mode is.
            if (!($stat[2] & 1)) { emit('settings', $path, 'hidden', 1); next }
            opendir my $directory, "$ROOT$path" or next;
            push @open, map { ["$path/$_", $deep + 1] } sort grep { !/^\.\.?\z/ } readdir $directory if $deep < $SETTINGS_DEEP;
            closedir $directory;
            emit('settings', $path, 'directory', 1);
            next;
        }
        next unless -f _;
        if (!($stat[2] & 4)) { emit('settings', $path, 'hidden', 1); next }
        if ($stat[7] > $SETTINGS_FILE || $bytes + $stat[7] > $SETTINGS_ALL) {
            problem('settings', $path, 'too large to be sent');
            next;
        }
        my $text = slurp("$ROOT$path", $SETTINGS_FILE);
        next unless defined $text;
        if ($text =~ /PRIVATE KEY-----/) { emit('settings', $path, 'hidden', 1); next }
        $bytes += length $text;
        # As it is: what is no UTF-8 would not survive as text.
        my $copy = $text;
        if (utf8::decode($copy)) { emit('settings', $path, 'text', $text) }
        else { emit('settings', $path, 'base64', pack 'm0', $text) }
        emit('settings', $path, 'mode', sprintf '%04o', $stat[2] & 07777);
    }
};
