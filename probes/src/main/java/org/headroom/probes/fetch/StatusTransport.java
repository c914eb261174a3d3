package org.headroom.probes.fetch;

import java.util.Map;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.fcgi.FCGI;
import org.eclipse.jetty.fcgi.client.transport.HttpClientTransportOverFCGI;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/** FastCGI requests as PHP-FPM wants them for its own pages: it compares SCRIPT_NAME with pm.status_path. */
final class StatusTransport extends HttpClientTransportOverFCGI {
    StatusTransport(ClientConnector connector) {
        super(connector, "/");
    }

    @Override
    public Connection newConnection(EndPoint endPoint, Map<String, Object> context) {
        return super.newConnection(WithoutKeepAlive.of(endPoint), context);
    }

    @Override
    public void customize(Request request, HttpFields.Mutable fastCgiHeaders) {
        super.customize(request, fastCgiHeaders);
        fastCgiHeaders.put(FCGI.Headers.SCRIPT_NAME, request.getPath());
        fastCgiHeaders.put(FCGI.Headers.SCRIPT_FILENAME, request.getPath());
        fastCgiHeaders.put(FCGI.Headers.REQUEST_URI, request.getPath());
    }
}
