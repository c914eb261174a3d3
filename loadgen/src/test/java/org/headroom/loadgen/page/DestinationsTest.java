package org.headroom.loadgen.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Predicate;
import org.headroom.scenarios.endpoint.AddressBook;
import org.headroom.scenarios.endpoint.LoadPermission;
import org.headroom.scenarios.endpoint.Resolution;
import org.headroom.scenarios.endpoint.Target;
import org.headroom.scenarios.model.Host;
import org.junit.jupiter.api.Test;

class DestinationsTest {
    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        if (host.equals("nowhere.test")) {
            throw new UnknownHostException(host);
        }
        return List.of(
                InetAddress.getByName("192.0.2.1"),
                InetAddress.getByName("192.0.2.2"),
                InetAddress.getByName("2001:db8::1"));
    }

    private static Destinations find(
            List<String> allowed, Predicate<InetSocketAddress> listens, String second, Resolution... given)
            throws UnknownHostException {
        AddressBook book = new AddressBook(DestinationsTest::resolve, _ -> true, List.of(given));
        return Destinations.of(
                List.of(new Host(Host.SITE, "ignored.test"), new Host("cdn", second)),
                Target.parse("https://www.test"),
                book,
                new LoadPermission(allowed, List.of(), book),
                listens);
    }

    @Test
    void theOtherSchemeIsWhereTheUserSaysItIs() throws Exception {
        Destinations found = find(
                List.of("www.test", "cdn.test"),
                _ -> true,
                "cdn.test",
                Resolution.parse("www.test:80:127.0.0.7"),
                Resolution.parse("cdn.test:8080:127.0.0.8"));
        LoadTarget target = ((Destinations.Found) found).target();
        assertThat(target.endpoint(Host.SITE).beside())
                .containsExactly(new InetSocketAddress(InetAddress.getByName("127.0.0.7"), 80));
        assertThat(target.endpoint("cdn").beside())
                .as("another port than that of plain http")
                .isEmpty();
        assertThat(addresses(found, Host.SITE)).doesNotContain("127.0.0.7");
    }

    @Test
    void noLoadGoesToWhereTheUserLeadsThePlainHopWithoutPermission() throws Exception {
        AddressBook book = new AddressBook(
                _ -> List.of(InetAddress.getLoopbackAddress()),
                _ -> true,
                List.of(Resolution.parse("localhost:8080:192.0.2.9")));
        assertThat(Destinations.of(
                        List.of(new Host(Host.SITE, "ignored.test")),
                        Target.parse("https://localhost"),
                        8080,
                        book,
                        new LoadPermission(List.of(), List.of(), book),
                        _ -> true))
                .isInstanceOfSatisfying(
                        Destinations.Refused.class,
                        refused -> assertThat(refused.reasons())
                                .singleElement()
                                .asString()
                                .contains("192.0.2.9"));
    }

    private static List<String> addresses(Destinations destinations, String alias) {
        return ((Destinations.Found) destinations)
                .target().endpoint(alias).addresses().stream()
                        .map(address -> address.getAddress().getHostAddress())
                        .toList();
    }

    @Test
    void bothFamiliesAreUsedWhenBothListen() throws Exception {
        Destinations found = find(List.of("www.test", "cdn.test"), _ -> true, "cdn.test");
        assertThat(addresses(found, Host.SITE)).containsExactly("192.0.2.1", "2001:db8:0:0:0:0:0:1", "192.0.2.2");
        assertThat(((Destinations.Found) found).notes()).isEmpty();
    }

    @Test
    void aFamilyOnWhichNobodyListensIsLeftOutAndSaidSo() throws Exception {
        Destinations found = find(
                List.of("www.test", "cdn.test"),
                address -> address.getAddress().getHostAddress().equals("192.0.2.2"),
                "cdn.test");
        assertThat(addresses(found, "cdn")).containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(((Destinations.Found) found).notes())
                .containsExactly(
                        "www.test has 1 IPv6 address(es) on which nobody listens; browsers fall back to the others, and"
                                + " so does this run",
                        "cdn.test has 1 IPv6 address(es) on which nobody listens; browsers fall back to the others, and"
                                + " so does this run");
    }

    @Test
    void aTargetThatIsDownKeepsAllItsAddresses() throws Exception {
        assertThat(addresses(find(List.of("www.test", "cdn.test"), _ -> false, "cdn.test"), "cdn"))
                .hasSize(3);
    }

    @Test
    void addressesThatTheUserGaveAreTakenAsTheyAre() throws Exception {
        Destinations found = find(
                List.of("www.test", "cdn.test"),
                _ -> false,
                "cdn.test",
                Resolution.parse("cdn.test:443:127.0.0.1"),
                Resolution.parse("cdn.test:443:[::1]"));
        assertThat(addresses(found, "cdn")).containsExactly("127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    void nothingIsConnectedToWhenOneHostIsRefused() throws Exception {
        Destinations found = find(
                List.of("www.test"),
                address -> {
                    throw new AssertionError("connected to " + address);
                },
                "cdn.test");
        assertThat(found)
                .isInstanceOfSatisfying(
                        Destinations.Refused.class,
                        refused -> assertThat(refused.reasons())
                                .singleElement()
                                .asString()
                                .contains("cdn.test"));
    }

    @Test
    void aNameWithoutAddressIsToldByName() {
        assertThatThrownBy(() -> find(List.of("www.test", "nowhere.test"), _ -> true, "nowhere.test"))
                .hasMessage("nowhere.test does not resolve to any address");
    }
}
