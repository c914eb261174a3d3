package org.headroom.reports.page;

import java.util.List;

/** How the figures came about and how far they carry. */
public record HonestyPage(List<String> statements, Table samples, List<Facts> facts) {
    public HonestyPage {
        statements = List.copyOf(statements);
        facts = List.copyOf(facts);
    }

    /** Names and values under a heading. */
    public record Facts(String title, List<Fact> facts) {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /** A name and a value. */
    public record Fact(String name, String value) {}
}
