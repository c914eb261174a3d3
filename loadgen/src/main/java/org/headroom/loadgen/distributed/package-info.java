/**
 * One plan played by several machines: injectors that play their shares, a coordinator that starts them together and
 * adds up what they measured. Hazelcast carries byte arrays between them and stays inside this package; what the bytes
 * say is sealed with a shared key. May use the rest of loadgen; nobody of loadgen uses it.
 */
@NullMarked
package org.headroom.loadgen.distributed;

import org.jspecify.annotations.NullMarked;
