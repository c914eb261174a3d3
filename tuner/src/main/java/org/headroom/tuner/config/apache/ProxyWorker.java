package org.headroom.tuner.config.apache;

import java.util.Map;
import org.headroom.tuner.config.text.Place;

/**
 * Parameters that the configuration gives to one of mod_proxy's workers.
 *
 * @param url as written
 * @param parameters e.g. {@code enablereuse=on}, by name in lower case
 */
public record ProxyWorker(String url, Map<String, String> parameters, Place place) {
    public ProxyWorker {
        parameters = Map.copyOf(parameters);
    }
}
