/**
 * The words in which people say when visitors come: the grammar of {@code --arrivals} and files of recorded days. Makes
 * curves of {@code schedule}; knows no transport.
 */
@NullMarked
package org.headroom.loadgen.arrivals;

import org.jspecify.annotations.NullMarked;
