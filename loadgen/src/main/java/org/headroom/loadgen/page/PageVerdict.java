package org.headroom.loadgen.page;

import org.headroom.loadgen.transport.FailureKind;

/** What a page's text says about whether it is the page that was wanted. */
final class PageVerdict {
    private PageVerdict() {}

    /** It is not. */
    record Bad(FailureKind kind, String detail) {}
}
