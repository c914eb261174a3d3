package org.headroom.probes.hosts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes what the helper reads. */
final class HelperOrders {
    private static final Duration LEAST = Duration.ofSeconds(2);
    private static final Duration RESERVE = Duration.ofMillis(1500);

    private HelperOrders() {}

    /** The program and what it shall look at. An installed helper passes the program over. */
    static String opening(Collection<Order> orders) {
        return HelperProgram.text() + "\n__END__\n"
                + orders.stream().map(HelperOrders::line).collect(Collectors.joining());
    }

    /**
     * One look, which is over a while before the asker's patience is: what is there by then shall still arrive.
     *
     * @param patience of the asker
     */
    static String look(Duration patience) {
        Duration given = patience.minus(RESERVE);
        Duration least = given.compareTo(LEAST) < 0 ? LEAST : given;
        return String.format(Locale.ROOT, "look\t%.1f\n", least.toMillis() / 1e3);
    }

    private static String line(Order order) {
        List<String> fields = new ArrayList<>(List.of(order.section()));
        fields.addAll(order.arguments());
        return PerlLine.of(fields);
    }
}
