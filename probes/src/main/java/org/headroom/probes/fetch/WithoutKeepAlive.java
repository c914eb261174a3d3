package org.headroom.probes.fetch;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;

/**
 * Takes the "keep the connection" flag out of the FastCGI requests that Jetty writes to an end point.
 *
 * <p>Jetty 12.1 always sets it. To PHP-FPM it means: a child waits on this connection for the next request, is taken from
 * the site meanwhile, and is counted as active and as a second accepted connection, although nobody asks anything
 * (measured on 8.2). Without the flag FPM closes the connection after its answer.
 *
 * <p>A request starts with a record {@code version 1, type 1 (BEGIN_REQUEST), id (2 bytes), length (2), padding,
 * reserved, role (2), flags, …}: the flags are its eleventh byte.
 */
final class WithoutKeepAlive implements InvocationHandler {
    private static final int BEGIN_REQUEST = 1;
    private static final int RECORD_LENGTH = 16;
    private static final int FLAGS = 10;

    private final EndPoint endPoint;

    private WithoutKeepAlive(EndPoint endPoint) {
        this.endPoint = endPoint;
    }

    static EndPoint of(EndPoint endPoint) {
        return (EndPoint) Proxy.newProxyInstance(
                EndPoint.class.getClassLoader(), new Class<?>[] {EndPoint.class}, new WithoutKeepAlive(endPoint));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("write") && arguments[arguments.length - 1] instanceof ByteBuffer[] buffers) {
            for (ByteBuffer buffer : buffers) {
                clearFlag(buffer);
            }
        }
        try {
            return method.invoke(endPoint, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static void clearFlag(ByteBuffer buffer) {
        int start = buffer.position();
        if (buffer.remaining() >= RECORD_LENGTH && buffer.get(start) == 1 && buffer.get(start + 1) == BEGIN_REQUEST) {
            buffer.put(start + FLAGS, (byte) 0);
        }
    }
}
