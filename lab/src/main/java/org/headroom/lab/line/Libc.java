package org.headroom.lab.line;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The seven calls of the C library that a line needs and the JDK does not offer. Each answers what the call
 * answers, or minus {@code errno}. An object is for one thread. Pointers travel as plain numbers, which spares an
 * object per frame.
 */
@SuppressWarnings("restricted") // Calling C is the purpose of this class, and of no other.
final class Libc {
    static final int AGAIN = 11;
    static final int INTERRUPTED = 4;
    static final int IO_ERROR = 5;
    static final int NO_BUFFERS = 105;
    static final int BAD_STATE = 77;

    private static final int SET_TIMER_SLACK = 29;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private static final MethodHandle OPEN =
            call("open", FunctionDescriptor.of(INT, LONG, INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle IOCTL =
            call("ioctl", FunctionDescriptor.of(INT, INT, LONG, LONG), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle READ = call("read", FunctionDescriptor.of(LONG, INT, LONG, LONG));
    private static final MethodHandle WRITE = call("write", FunctionDescriptor.of(LONG, INT, LONG, LONG));
    private static final MethodHandle PPOLL = call("ppoll", FunctionDescriptor.of(INT, LONG, LONG, LONG, LONG));

    private static final MethodHandle PRCTL =
            call("prctl", FunctionDescriptor.of(INT, INT, LONG), Linker.Option.firstVariadicArg(1));
    private static final MethodHandle MALLOC =
            LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("malloc"), FunctionDescriptor.of(LONG, LONG));

    private final MemorySegment state = Arena.ofAuto().allocate(STATE);

    private static MethodHandle call(String name, FunctionDescriptor shape, Linker.Option... options) {
        Linker.Option[] all = new Linker.Option[options.length + 1];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = Linker.Option.captureCallState("errno");
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, all);
    }

    /**
     * Memory until the process ends. Large pieces become real page by page as they are used, which those of an
     * {@link Arena} do at once since it clears them.
     */
    static MemorySegment memory(long bytes) {
        try {
            long address = (long) MALLOC.invokeExact(bytes);
            if (address == 0) {
                throw new IllegalStateException("no memory: " + bytes + " bytes");
            }
            return MemorySegment.ofAddress(address).reinterpret(bytes);
        } catch (Throwable e) {
            throw new IllegalStateException("malloc", e);
        }
    }

    int open(MemorySegment path, int flags) {
        try {
            return answer((int) OPEN.invokeExact(state, path.address(), flags));
        } catch (Throwable e) {
            throw new IllegalStateException("open", e);
        }
    }

    int ioctl(int file, long request, MemorySegment argument) {
        try {
            return answer((int) IOCTL.invokeExact(state, file, request, argument.address()));
        } catch (Throwable e) {
            throw new IllegalStateException("ioctl", e);
        }
    }

    int read(int file, long address, long bytes) {
        try {
            return answer((int) (long) READ.invokeExact(state, file, address, bytes));
        } catch (Throwable e) {
            throw new IllegalStateException("read", e);
        }
    }

    int write(int file, long address, long bytes) {
        try {
            return answer((int) (long) WRITE.invokeExact(state, file, address, bytes));
        } catch (Throwable e) {
            throw new IllegalStateException("write", e);
        }
    }

    /** Waits for one of the given descriptors; timeout is the address of a timespec, or 0 to wait for ever. */
    int ppoll(MemorySegment descriptors, long count, long timeout) {
        try {
            return answer((int) PPOLL.invokeExact(state, descriptors.address(), count, timeout, 0L));
        } catch (Throwable e) {
            throw new IllegalStateException("ppoll", e);
        }
    }

    /** The calling thread's waits end when they should, instead of up to 50 µs later to save power. */
    void wakePunctually() {
        try {
            int _ = (int) PRCTL.invokeExact(state, SET_TIMER_SLACK, 1L);
        } catch (Throwable e) {
            throw new IllegalStateException("prctl", e);
        }
    }

    private int answer(int result) {
        return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
    }
}
