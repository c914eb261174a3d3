package org.headroom.scenarios.capture;

import java.util.List;
import org.headroom.scenarios.model.Scenario;

/**
 * What a capture found.
 *
 * @param finalUrl of the first page, after redirects
 * @param warnings one line each
 * @param skipped resources that were not requested and are not in the scenario
 * @param unseen what a browser may do besides, which a capture cannot know; one line each
 */
public record CaptureResult(
        Scenario scenario, String finalUrl, List<String> warnings, List<Skipped> skipped, List<String> unseen) {
    public CaptureResult {
        warnings = List.copyOf(warnings);
        skipped = List.copyOf(skipped);
        unseen = List.copyOf(unseen);
    }

    /** A resource that was left out, and why. */
    public record Skipped(String url, String reason) {}
}
