package org.headroom.scenarios.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.headroom.scenarios.endpoint.LoadPermission.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadPermissionTest {
    private static final Map<String, List<String>> DNS = Map.of(
            "localhost", List.of("127.0.0.1", "::1"),
            "rebound.example.org", List.of("127.0.0.1"),
            "www.example.org", List.of("192.0.2.7"),
            "half.example.org", List.of("127.0.0.1", "192.0.2.7"),
            "proxy.example.org", List.of("192.0.2.11", "192.0.2.12"));

    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        List<InetAddress> addresses = new ArrayList<>();
        boolean literal = host.matches("[0-9.]+|.*:.*");
        for (String text : literal ? List.of(host) : DNS.getOrDefault(host, List.of())) {
            addresses.add(InetAddress.getByName(text));
        }
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return addresses;
    }

    private static Decision decide(String host, Set<String> allowed, Set<String> listed, String... resolutions) {
        AddressBook book = new AddressBook(
                LoadPermissionTest::resolve,
                _ -> true,
                List.of(resolutions).stream().map(Resolution::parse).toList());
        return new LoadPermission(allowed, listed, book).decide(host, 443);
    }

    private static void assertAllowed(Decision decision) {
        assertThat(decision).isEqualTo(new Decision.Allowed());
    }

    private static void assertRefused(Decision decision, String reason) {
        assertThat(decision).isEqualTo(new Decision.Refused(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST.", "127.0.0.1", "127.8.8.8", "[::1]", "::1", "rebound.example.org"})
    void whatLeadsToLoopbackIsAllowed(String host) {
        assertAllowed(decide(host, Set.of(), Set.of()));
    }

    @Test
    void aStrangerIsRefusedAndTheLineSaysWhatToAdd() {
        assertRefused(
                decide("www.example.org", Set.of(), Set.of()),
                "www.example.org leads to 192.0.2.7, which is neither loopback nor in the stack file; to load it, with"
                        + " its owner's consent, add --allow www.example.org");
        assertRefused(
                decide("192.0.2.7", Set.of(), Set.of()),
                "192.0.2.7 is neither loopback nor in the stack file; to load it, with its owner's consent, add --allow"
                        + " 192.0.2.7");
    }

    @Test
    void oneForeignAddressAmongLoopbackOnesIsEnoughToRefuse() {
        assertThat(decide("half.example.org", Set.of(), Set.of())).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void everyAddressIsNotLoopbackEvenIfItLooksLocal() {
        assertThat(decide("0.0.0.0", Set.of(), Set.of())).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void anAllowedNameIsAllowedWhereverItLeads() {
        assertAllowed(decide("www.example.org", Set.of("WWW.example.org"), Set.of()));
        assertAllowed(
                decide("www.example.org", Set.of("www.example.org"), Set.of(), "www.example.org:443:198.51.100.1"));
    }

    @Test
    void aListedNameIsAllowedUnlessItIsLedElsewhere() {
        Set<String> listed = Set.of("www.example.org", "192.0.2.11");
        assertAllowed(decide("www.example.org", Set.of(), listed));
        assertAllowed(decide("www.example.org", Set.of(), listed, "www.example.org:443:192.0.2.11"));
        assertThat(decide("www.example.org", Set.of(), listed, "www.example.org:443:198.51.100.1"))
                .isInstanceOf(Decision.Refused.class);
    }

    @Test
    void anyNameThatLeadsToListedAddressesOnlyIsAllowed() {
        assertAllowed(decide("proxy.example.org", Set.of(), Set.of("192.0.2.11", "192.0.2.12")));
        assertThat(decide("proxy.example.org", Set.of(), Set.of("192.0.2.11"))).isInstanceOf(Decision.Refused.class);
        assertAllowed(decide("2001:db8::1", Set.of(), Set.of("2001:0db8:0:0::0001")));
    }

    @Test
    void aNameResolvedToLoopbackOnTheCommandLineIsLoopback() {
        assertAllowed(decide("www.example.org", Set.of(), Set.of(), "www.example.org:443:127.0.0.1"));
        assertThat(decide("www.example.org", Set.of(), Set.of(), "www.example.org:80:127.0.0.1"))
                .as("another port")
                .isInstanceOf(Decision.Refused.class);
        assertThat(decide("localhost", Set.of(), Set.of(), "localhost:443:192.0.2.7"))
                .as("localhost led elsewhere")
                .isInstanceOf(Decision.Refused.class);
    }

    @Test
    void aNameThatDoesNotResolveIsRefused() {
        assertRefused(decide("nowhere.invalid", Set.of(), Set.of()), "nowhere.invalid does not resolve to any address");
    }
}
