package org.headroom.scenarios.model;

import java.util.List;
import java.util.NoSuchElementException;

/** What visitors do on a site: its hosts, its pages and the mix of visits. */
public record Scenario(String name, String description, List<Host> hosts, List<Page> pages, List<Visit> visits) {
    public Scenario {
        hosts = List.copyOf(hosts);
        pages = List.copyOf(pages);
        visits = List.copyOf(visits);
    }

    /** The page of that name. */
    public Page page(String pageName) {
        return pages.stream()
                .filter(page -> page.name().equals(pageName))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no page " + pageName + " in scenario " + name));
    }

    /** Pages of an average visit, weighted by share. */
    public double meanPagesPerVisit() {
        double shares = visits.stream().mapToDouble(Visit::share).sum();
        return visits.stream()
                .mapToDouble(visit -> visit.share() / shares * visit.pages().size())
                .sum();
    }
}
