package org.headroom.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PingTest {
    @Test
    void theSummaryOfAnsweredPingsHasTheShortestRoundTrip() {
        Ping ping = Ping.parse("""
                PING 10.77.0.1 (10.77.0.1) 56(84) bytes of data.
                64 bytes from 10.77.0.1: icmp_seq=1 ttl=64 time=68.0 ms

                --- 10.77.0.1 ping statistics ---
                3 packets transmitted, 3 received, 0% packet loss, time 403ms
                rtt min/avg/max/mdev = 30.821/43.258/67.985/17.484 ms
                """);

        assertThat(ping.leastMillis()).hasValue(30.821);
        assertThat(ping.words())
                .isEqualTo("ping: 3 packets transmitted, 3 received, 0% packet loss, time 403ms\n"
                        + "rtt min/avg/max/mdev = 30.821/43.258/67.985/17.484 ms");
    }

    @Test
    void pingsThatAreLostOrCannotBeSentAreNotAnswered() {
        Ping lost = Ping.parse("""
                PING 10.77.0.1 (10.77.0.1) 56(84) bytes of data.
                --- 10.77.0.1 ping statistics ---
                3 packets transmitted, 0 received, 100% packet loss, time 405ms
                """);
        Ping unsent = Ping.parse("ping: connect: Network is unreachable\n");

        assertThat(lost.answered()).isFalse();
        assertThat(lost.words()).contains("100% packet loss");
        assertThat(unsent.answered()).isFalse();
        assertThat(unsent.words()).isEqualTo("ping: ping: connect: Network is unreachable");
    }
}
