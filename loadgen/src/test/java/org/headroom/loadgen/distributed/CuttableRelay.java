package org.headroom.loadgen.distributed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A stretch of network that can break: passes TCP connections on, until it is told to cut those there are. */
final class CuttableRelay implements AutoCloseable {
    private final ServerSocket listening;
    private final InjectorAddress onward;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    CuttableRelay(InjectorAddress onward) throws IOException {
        this.onward = onward;
        listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    InjectorAddress address() {
        return new InjectorAddress("127.0.0.1", listening.getLocalPort());
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                Socket here = listening.accept();
                Socket there = new Socket(onward.host(), onward.port());
                open.add(here);
                open.add(there);
                threads.execute(() -> pass(here, there));
                threads.execute(() -> pass(there, here));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // Cut.
        }
    }

    /** Ends the connections there are; new ones are passed on. */
    void cut() throws IOException {
        List<Socket> cut = List.copyOf(open);
        open.removeAll(cut);
        for (Socket socket : cut) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
        threads.close();
    }
}
