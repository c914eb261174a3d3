package org.headroom.scenarios.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * What visitors do on a site: its hosts, its pages and the mix of visits.
 *
 * @param returning visitors who come back with a warm cache
 * @param loggedIn visitors who log in first
 */
public record Scenario(
        String name,
        String description,
        List<Host> hosts,
        List<Page> pages,
        List<Visit> visits,
        Returning returning,
        LoggedIn loggedIn) {
    public Scenario {
        hosts = List.copyOf(hosts);
        pages = List.copyOf(pages);
        visits = List.copyOf(visits);
    }

    /** All visitors are strangers who come for the first time. */
    public Scenario(String name, String description, List<Host> hosts, List<Page> pages, List<Visit> visits) {
        this(name, description, hosts, pages, visits, Returning.NOBODY, LoggedIn.NOBODY);
    }

    /** The same with other visitors. */
    public Scenario with(Returning other) {
        return new Scenario(name, description, hosts, pages, visits, other, loggedIn);
    }

    /** The same with visitors who go on at once: so many at a time are always at a page. */
    public Scenario withoutThinking() {
        List<Visit> hurried = visits.stream()
                .map(visit -> new Visit(visit.name(), visit.share(), visit.pages(), Think.NONE))
                .toList();
        return new Scenario(name, description, hosts, pages, hurried, returning, loggedIn);
    }

    /** Longest time that a visitor can spend thinking and waiting for pages that take up to that long each. */
    public Duration longestVisit(Duration page) {
        return visits.stream()
                .map(visit -> visit.think()
                        .longest()
                        .plus(page)
                        .multipliedBy(visit.pages().size() + loggedIn.pages().size() - 1L))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /**
     * The visits that are really made: where some visitors log in first, each visit has a variant that begins with
     * that.
     */
    public List<Visit> visitsMade() {
        if (loggedIn.share() == 0 || loggedIn.pages().isEmpty()) {
            return visits;
        }
        List<Visit> made = new ArrayList<>();
        for (Visit visit : visits) {
            if (loggedIn.share() < 1) {
                made.add(new Visit(visit.name(), visit.share() * (1 - loggedIn.share()), visit.pages(), visit.think()));
            }
            List<String> pages = new ArrayList<>(loggedIn.pages());
            pages.addAll(visit.pages());
            made.add(new Visit(visit.name() + "+login", visit.share() * loggedIn.share(), pages, visit.think()));
        }
        return made;
    }

    /** The page of that name. */
    public Page page(String pageName) {
        return pages.stream()
                .filter(page -> page.name().equals(pageName))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no page " + pageName + " in scenario " + name));
    }

    /** Pages of an average visit, weighted by share; those of logging in are among them. */
    public double meanPagesPerVisit() {
        double shares = visits.stream().mapToDouble(Visit::share).sum();
        double visited = visits.stream()
                .mapToDouble(visit -> visit.share() / shares * visit.pages().size())
                .sum();
        return visited + loggedIn.share() * loggedIn.pages().size();
    }
}
