
# host: the host itself. Subject "-".
$section{host} = sub {
    emit('host', '-', 'time', sprintf '%.6f', Time::HiRes::time());
    emit('host', '-', 'hostname', (POSIX::uname())[1]);
};
