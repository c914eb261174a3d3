package org.headroom.scenarios.capture;

import org.headroom.scenarios.endpoint.WebUrl;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.ResourceKind;

/**
 * A document or style sheet names a resource.
 *
 * @param url as written, resolved already
 * @param awaited whether the load event waits for it because of this reference
 * @param applies for style sheets: whether the page is drawn with it, so that a browser loads what it names
 */
record Reference(WebUrl url, ResourceKind kind, Discovery discovery, boolean awaited, boolean applies) {}
