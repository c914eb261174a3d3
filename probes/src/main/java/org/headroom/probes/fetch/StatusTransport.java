package org.headroom.probes.fetch;

import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.fcgi.FCGI;
import org.eclipse.jetty.fcgi.client.transport.HttpClientTransportOverFCGI;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.ClientConnector;

/** FastCGI requests as PHP-FPM wants them for its own pages: it compares SCRIPT_NAME with pm.status_path. */
final class StatusTransport extends HttpClientTransportOverFCGI {
    StatusTransport(ClientConnector connector) {
        super(connector, "/");
    }

    @Override
    public void customize(Request request, HttpFields.Mutable fastCgiHeaders) {
        super.customize(request, fastCgiHeaders);
        fastCgiHeaders.put(FCGI.Headers.SCRIPT_NAME, request.getPath());
        fastCgiHeaders.put(FCGI.Headers.SCRIPT_FILENAME, request.getPath());
        fastCgiHeaders.put(FCGI.Headers.REQUEST_URI, request.getPath());
    }
}
