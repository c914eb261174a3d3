package org.headroom.scenarios.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressBookTest {
    private final AtomicInteger lookUps = new AtomicInteger();

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        lookUps.incrementAndGet();
        if (host.equals("none.test")) {
            throw new UnknownHostException(host);
        }
        return List.of(
                InetAddress.getByName("192.0.2.1"),
                InetAddress.getByName("192.0.2.2"),
                InetAddress.getByName("2001:db8::1"),
                InetAddress.getByName("192.0.2.3"));
    }

    private final AddressBook book = new AddressBook(
            this::resolve,
            _ -> true,
            List.of(Resolution.parse("www.test:443:127.0.0.2"), Resolution.parse("www.test:443:127.0.0.3")));

    @Test
    void aNameIsResolvedOnce() throws UnknownHostException {
        book.next("a.test", 443);
        book.next("A.TEST.", 443);
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void addressesOfBothFamiliesTakeTurns() throws UnknownHostException {
        List<String> turns = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            turns.add(book.next("a.test", 443).getHostAddress());
        }
        assertThat(turns).containsExactly("192.0.2.1", "2001:db8:0:0:0:0:0:1", "192.0.2.2", "192.0.2.3", "192.0.2.1");
    }

    @Test
    void addressesWithoutARouteAreLeftOutUnlessThereIsNoOther() throws UnknownHostException {
        AddressBook fourOnly = new AddressBook(this::resolve, Inet4Address.class::isInstance, List.of());
        assertThat(fourOnly.addresses("a.test", 443)).hasSize(3).allMatch(Inet4Address.class::isInstance);
        AddressBook nowhere = new AddressBook(this::resolve, _ -> false, List.of());
        assertThat(nowhere.addresses("a.test", 443)).hasSize(4);
    }

    @Test
    void theMachinesOwnLoopbackHasARoute() throws UnknownHostException {
        assertThat(AddressBook.system(List.of()).addresses("127.0.0.1", 443)).hasSize(1);
    }

    @Test
    void resolutionsGoBeforeTheResolver() throws UnknownHostException {
        assertThat(book.addresses("www.test", 443))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("127.0.0.2", "127.0.0.3");
        assertThat(book.addresses("www.test", 80)).hasSize(4);
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void lookupsAreTimedAndGivenAddressesAreNone() throws UnknownHostException {
        book.addresses("www.test", 443);
        book.addresses("a.test", 443);
        book.addresses("192.0.2.9", 443);
        book.addresses("::1", 443);
        assertThat(book.lookups()).containsOnlyKeys("a.test");
        assertThat(book.lookups().get("a.test")).isPositive();
    }

    @Test
    void addressesCarryTheNameTheyStandFor() throws UnknownHostException {
        assertThat(book.addresses("www.test", 443))
                .extracting(InetAddress::getHostName)
                .containsOnly("www.test");
        assertThat(book.addresses("a.test", 443))
                .extracting(InetAddress::getHostName)
                .containsOnly("a.test");
    }

    @Test
    void anUnknownNameStaysUnknown() {
        assertThatThrownBy(() -> book.next("none.test", 443)).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void manyThreadsShareTheAddressesEvenly() throws InterruptedException {
        Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();
        Callable<Integer> task = () -> counts.merge(book.next("b.test", 443), 1, Integer::sum);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            executor.invokeAll(IntStream.range(0, 3000).mapToObj(_ -> task).toList());
        }
        assertThat(counts).hasSize(4).allSatisfy((_, count) -> assertThat(count).isEqualTo(750));
    }
}
