/**
 * What a visitor's browser keeps and says: cache, cookies, request headers. Knows answers by their heads, and no pages.
 */
@NullMarked
package org.headroom.loadgen.browser;

import org.jspecify.annotations.NullMarked;
