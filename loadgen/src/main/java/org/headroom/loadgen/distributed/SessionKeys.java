package org.headroom.loadgen.distributed;

import java.util.HexFormat;

/** The envelopes of a conversation, made from the shared key and the random numbers of both sides. */
final class SessionKeys {
    private final SharedKey key;
    private final SessionId session;

    SessionKeys(SharedKey key, SessionId session) {
        this.key = key;
        this.session = session;
    }

    Envelope hello() {
        return new Envelope(session, key.derive("hello"));
    }

    Envelope welcome() {
        return new Envelope(session, key.derive("welcome"));
    }

    Envelope toInjector(String coordinatorNonce, String injectorNonce) {
        return envelope("to injector", coordinatorNonce, injectorNonce);
    }

    Envelope toCoordinator(String coordinatorNonce, String injectorNonce) {
        return envelope("to coordinator", coordinatorNonce, injectorNonce);
    }

    private Envelope envelope(String direction, String coordinatorNonce, String injectorNonce) {
        HexFormat hex = HexFormat.of();
        return new Envelope(
                session, key.derive(direction, hex.parseHex(coordinatorNonce), hex.parseHex(injectorNonce)));
    }
}
