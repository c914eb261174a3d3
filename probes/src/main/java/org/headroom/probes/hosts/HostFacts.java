package org.headroom.probes.hosts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the helper said, by section, subject (a mount, a pool, a path; {@code -} for the host itself) and key.
 *
 * @param sections section → subject → key → value
 * @param problems by "section subject", or "section -": why there is nothing of it
 */
public record HostFacts(Map<String, Map<String, Map<String, String>>> sections, Map<String, String> problems) {
    public HostFacts {
        sections = Map.copyOf(sections);
        problems = Map.copyOf(problems);
    }

    /** The subjects of a section, in the order of the answer. */
    public List<String> subjects(String section) {
        return List.copyOf(sections.getOrDefault(section, Map.of()).keySet());
    }

    /** Every key of a subject. */
    public Map<String, String> of(String section, String subject) {
        return new LinkedHashMap<>(sections.getOrDefault(section, Map.of()).getOrDefault(subject, Map.of()));
    }

    /** A text. */
    public Optional<String> text(String section, String subject, String key) {
        return Optional.ofNullable(of(section, subject).get(key));
    }

    /** A number; empty too when it is none. */
    public OptionalDouble number(String section, String subject, String key) {
        try {
            return text(section, subject, key)
                    .map(text -> OptionalDouble.of(Double.parseDouble(text)))
                    .orElse(OptionalDouble.empty());
        } catch (NumberFormatException _) {
            return OptionalDouble.empty();
        }
    }

    /** Why there is nothing of a subject. */
    public Optional<String> problem(String section, String subject) {
        return Optional.ofNullable(problems.get(section + " " + subject));
    }

    /** Every subject of a section that there is nothing of, with why; without the host itself. */
    public Map<String, String> problems(String section) {
        Map<String, String> found = new LinkedHashMap<>();
        problems.forEach((key, why) -> {
            if (key.startsWith(section + " ") && !key.endsWith(" -")) {
                found.put(key.substring(section.length() + 1), why);
            }
        });
        return found;
    }
}
