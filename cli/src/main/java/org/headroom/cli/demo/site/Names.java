package org.headroom.cli.demo.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;

/** Short names for what style rules pull in: the class of the element that a rule styles, and the font's family. */
final class Names {
    private final Map<String, String> byPath = new HashMap<>();

    Names(List<Page> pages) {
        for (Page page : pages) {
            for (Resource resource : page.resources()) {
                if (resource.kind() == ResourceKind.FONT || namedByStyleSheet(page, resource)) {
                    byPath.computeIfAbsent(resource.path(), _ -> "r" + byPath.size());
                }
            }
        }
    }

    boolean has(String path) {
        return byPath.containsKey(path);
    }

    String of(String path) {
        String name = byPath.get(path);
        if (name == null) {
            throw new IllegalArgumentException("no style rule names " + path);
        }
        return name;
    }

    private static boolean namedByStyleSheet(Page page, Resource resource) {
        return switch (resource.kind()) {
            case IMAGE, OTHER ->
                resource.initiator()
                        .flatMap(id -> page.resources().stream()
                                .filter(other -> other.id().equals(id))
                                .findFirst())
                        .filter(parent -> parent.kind() == ResourceKind.CSS)
                        .isPresent();
            case CSS, JS, FONT, FETCH, DOCUMENT -> false;
        };
    }
}
