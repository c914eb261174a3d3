package org.headroom.scenarios.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a capture has to say besides the scenario; every line once. */
final class Findings {
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();
    private final Set<String> unseen = new LinkedHashSet<>();

    void warn(String line) {
        warnings.add(line);
    }

    void skip(String url, String reason) {
        skipped.putIfAbsent(url, reason);
    }

    void unseen(String line) {
        unseen.add(line);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    List<String> unseen() {
        return List.copyOf(unseen);
    }

    List<CaptureResult.Skipped> skipped() {
        List<CaptureResult.Skipped> list = new ArrayList<>();
        skipped.forEach((url, reason) -> list.add(new CaptureResult.Skipped(url, reason)));
        return list;
    }
}
