/**
 * What stands on the page, as records that the templates in {@code src/main/jte} read: text is ready to print, nothing
 * is computed after this. Plain text throughout; the templates escape it.
 */
@NullMarked
package org.headroom.reports.page;

import org.jspecify.annotations.NullMarked;
