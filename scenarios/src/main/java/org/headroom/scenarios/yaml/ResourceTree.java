package org.headroom.scenarios.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.scenarios.model.Resource;

/** The resources of one page while they are read: finds double ids, missing initiators and circles. */
final class ResourceTree {
    private record Entry(Resource resource, Section section) {}

    private final Map<String, Entry> byId = new LinkedHashMap<>();

    void add(Resource resource, Section section) {
        if (resource.id().isEmpty()) {
            return;
        }
        if (byId.putIfAbsent(resource.id(), new Entry(resource, section)) != null) {
            section.problem("a second resource with id '" + resource.id() + "'");
        }
    }

    /** In the order of the file, except that a resource whose initiator stands further down comes after it. */
    List<Resource> parentsFirst() {
        List<Resource> ordered = new ArrayList<>();
        Set<String> placed = new HashSet<>();
        for (Entry entry : byId.values()) {
            place(entry, placed, ordered);
        }
        return ordered;
    }

    private void place(Entry entry, Set<String> placed, List<Resource> ordered) {
        List<Resource> chain = new ArrayList<>();
        Set<String> onChain = new HashSet<>();
        Optional<Entry> next = Optional.of(entry);
        while (next.isPresent() && !placed.contains(next.get().resource().id())) {
            Resource current = next.get().resource();
            if (!onChain.add(current.id())) {
                next.get().section().problem("its initiators form a circle");
                break;
            }
            chain.addFirst(current);
            next = parent(next.get());
        }
        for (Resource member : chain) {
            placed.add(member.id());
            ordered.add(member);
        }
    }

    private Optional<Entry> parent(Entry child) {
        Optional<String> id = child.resource().initiator();
        Optional<Entry> found = id.flatMap(name -> Optional.ofNullable(byId.get(name)));
        if (id.isPresent() && found.isEmpty()) {
            child.section()
                    .optional("initiator")
                    .ifPresent(value -> value.dangling(
                            "no resource with id '" + id.get() + "' on this page", id.get(), byId.keySet()));
        }
        return found;
    }
}
