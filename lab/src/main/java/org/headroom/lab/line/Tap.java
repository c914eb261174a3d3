package org.headroom.lab.line;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;

/**
 * A TAP device: what the kernel sends out of the interface is read here, what is written here the kernel receives from
 * it. The interface goes with the process. Frames are Ethernet frames without a check sum; the kernel has cut them to
 * the interface's MTU and has filled in every check sum, since the device claims no offloading.
 */
final class Tap {
    private static final int READ_WRITE = 2;
    private static final int NON_BLOCKING = 0x800;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final long TUNSETIFF = 0x400454caL;
    private static final short IFF_TAP_NO_PI = 0x1002;
    private static final int IFREQ_BYTES = 40;
    private static final int IFREQ_FLAGS = 16;
    private static final short POLLIN = 1;

    /** Linux's bound for the name of an interface, without the zero at its end. */
    static final int MAX_NAME = 15;

    private final int file;
    private final String name;

    private Tap(int file, String name) {
        this.file = file;
        this.name = name;
    }

    /** Makes the interface, which must not be there yet. */
    static Tap open(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException("an interface's name has 1 to " + MAX_NAME + " characters: " + name);
        }
        Libc libc = new Libc();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom("/dev/net/tun");
            int file = checked(libc.open(path, READ_WRITE | NON_BLOCKING | CLOSE_ON_EXEC), "open /dev/net/tun");
            MemorySegment request = arena.allocate(IFREQ_BYTES, Long.BYTES);
            request.setString(0, name);
            request.set(ValueLayout.JAVA_SHORT, IFREQ_FLAGS, IFF_TAP_NO_PI);
            checked(libc.ioctl(file, TUNSETIFF, request), "make the TAP device " + name);
            return new Tap(file, name);
        }
    }

    private static int checked(int answer, String what) {
        if (answer < 0) {
            throw new IllegalStateException("cannot " + what + ": errno " + -answer);
        }
        return answer;
    }

    /** The bytes of the next frame, now at the given address; 0 when there is none at the moment. */
    int read(Libc libc, long address, int maxBytes) {
        int answer = libc.read(file, address, maxBytes);
        if (answer >= 0) {
            return answer;
        }
        return switch (-answer) {
            case Libc.AGAIN, Libc.INTERRUPTED -> 0;
            default -> throw new IllegalStateException("the interface " + name + " is gone: errno " + -answer);
        };
    }

    /** Whether the kernel took the frame; it does not while the interface is down. */
    boolean write(Libc libc, long address, int bytes) {
        int answer = libc.write(file, address, bytes);
        if (answer >= 0) {
            return true;
        }
        return switch (-answer) {
            case Libc.AGAIN, Libc.INTERRUPTED, Libc.IO_ERROR, Libc.NO_BUFFERS -> false;
            // The device was deleted from outside: the line is cut.
            case Libc.BAD_STATE -> throw new IllegalStateException("the interface " + name + " is gone");
            // A frame that the kernel refuses (too short, say) is a lost one.
            default -> false;
        };
    }

    /** Waits for frames to read. */
    final class Wait {
        private final MemorySegment descriptor = Arena.ofAuto().allocate(Long.BYTES, Long.BYTES);
        private final MemorySegment timespec = Arena.ofAuto().allocate(2 * Long.BYTES, Long.BYTES);

        Wait() {
            descriptor.set(ValueLayout.JAVA_INT, 0, file);
            descriptor.set(ValueLayout.JAVA_SHORT, Integer.BYTES, POLLIN);
        }

        /** Until there is a frame to read, or for so many nanoseconds; a negative number means for ever. */
        void await(Libc libc, long nanos) {
            timespec.set(ValueLayout.JAVA_LONG, 0, TimeUnit.NANOSECONDS.toSeconds(nanos));
            timespec.set(ValueLayout.JAVA_LONG, Long.BYTES, nanos % TimeUnit.SECONDS.toNanos(1));
            libc.ppoll(descriptor, 1, nanos < 0 ? 0 : timespec.address());
        }
    }
}
