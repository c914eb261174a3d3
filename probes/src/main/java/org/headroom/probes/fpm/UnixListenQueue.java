package org.headroom.probes.fpm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * Connections that wait for a child on a unix socket, as the kernel of this machine tells.
 *
 * <p>In {@code /proc/net/unix} a connection that nobody has accepted yet is a line of its own with the listener's path
 * and state 02 (connecting): the queue is the count of these. The listener's own line has flag 00010000. The columns are Num, RefCount, Protocol, Flags, Type, St,
 * Inode, Path.
 */
final class UnixListenQueue {
    private static final int FLAGS_COLUMN = 3;
    private static final int STATE_COLUMN = 5;
    private static final int PATH_COLUMN = 7;
    private static final String LISTENING = "00010000";
    private static final String CONNECTING = "02";

    private final Path table;
    private final Path socket;

    UnixListenQueue(Path table, Path socket) {
        this.table = table;
        this.socket = socket;
    }

    /**
     * The queue's length; empty if the table cannot be read or has no such listener: then the socket belongs to another
     * network namespace, of which this table says nothing.
     */
    OptionalDouble length() {
        boolean listens = false;
        int waiting = 0;
        try {
            for (String line : Files.readAllLines(table)) {
                String[] columns = line.strip().split("\\s+", PATH_COLUMN + 1);
                if (columns.length > PATH_COLUMN && columns[PATH_COLUMN].equals(socket.toString())) {
                    listens |= columns[FLAGS_COLUMN].equals(LISTENING);
                    waiting += columns[STATE_COLUMN].equals(CONNECTING) ? 1 : 0;
                }
            }
        } catch (IOException _) {
            return OptionalDouble.empty();
        }
        return listens ? OptionalDouble.of(waiting) : OptionalDouble.empty();
    }
}
