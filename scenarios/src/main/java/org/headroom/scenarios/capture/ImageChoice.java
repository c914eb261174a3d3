package org.headroom.scenarios.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jsoup.nodes.Element;

/**
 * Picks the image that a browser on the {@link Viewport} would load.
 *
 * <p>The rule: of a {@code picture} the first {@code source} whose media query and type fit, else its {@code img}. Of a
 * {@code srcset} the candidate with the smallest density that is at least 1, or the densest if none is; the density of a
 * candidate with a width is that width divided by what {@code sizes} says the image takes, 100vw without {@code sizes}.
 * {@code sizes="auto"} takes the element's {@code width} attribute. {@code src} counts as density 1 unless the {@code
 * srcset} has widths.
 */
final class ImageChoice {
    private static final Set<String> TYPES = Set.of(
            "image/avif",
            "image/webp",
            "image/png",
            "image/apng",
            "image/jpeg",
            "image/jpg",
            "image/gif",
            "image/svg+xml",
            "image/x-icon",
            "image/vnd.microsoft.icon",
            "image/bmp");

    private record Candidate(String url, double density, boolean sized) {}

    private ImageChoice() {}

    /** The reference that the {@code img} element loads, if any. */
    static Optional<String> of(Element img) {
        Element parent = img.parent();
        if (parent != null && parent.normalName().equals("picture")) {
            for (Element source : parent.children()) {
                if (source.equals(img)) {
                    break;
                }
                if (source.normalName().equals("source") && fits(source)) {
                    Optional<String> chosen = choose(source.attr("srcset"), source.attr("sizes"), "", img);
                    if (chosen.isPresent()) {
                        return chosen;
                    }
                }
            }
        }
        return choose(img.attr("srcset"), img.attr("sizes"), img.attr("src"), img);
    }

    /** The reference that a preload of a responsive image loads. */
    static Optional<String> ofPreload(Element link) {
        return choose(link.attr("imagesrcset"), link.attr("imagesizes"), link.attr("href"), link);
    }

    private static boolean fits(Element source) {
        String type = source.attr("type").strip().toLowerCase(Locale.ROOT);
        return Viewport.matches(source.attr("media")) && (type.isEmpty() || TYPES.contains(type));
    }

    private static Optional<String> choose(String srcset, String sizes, String src, Element img) {
        List<Candidate> candidates = candidates(srcset, sizes, img);
        boolean widths = candidates.stream().anyMatch(Candidate::sized);
        if (!src.isBlank() && !widths && candidates.stream().noneMatch(candidate -> candidate.density() == 1)) {
            candidates.add(new Candidate(src, 1, false));
        }
        Comparator<Candidate> byDensity = Comparator.comparingDouble(Candidate::density);
        Optional<Candidate> sharp = candidates.stream()
                .filter(candidate -> candidate.density() >= 1)
                .min(byDensity);
        return sharp.or(() -> candidates.stream().max(byDensity)).map(Candidate::url);
    }

    private static List<Candidate> candidates(String srcset, String sizes, Element img) {
        List<Candidate> candidates = new ArrayList<>();
        int at = 0;
        while (at < srcset.length()) {
            while (at < srcset.length() && (Character.isWhitespace(srcset.charAt(at)) || srcset.charAt(at) == ',')) {
                at++;
            }
            int urlEnd = at;
            while (urlEnd < srcset.length() && !Character.isWhitespace(srcset.charAt(urlEnd))) {
                urlEnd++;
            }
            String url = srcset.substring(at, urlEnd);
            at = urlEnd;
            String descriptor = "";
            if (url.endsWith(",")) {
                url = url.replaceAll(",+$", "");
            } else {
                int comma = srcset.indexOf(',', at);
                int end = comma < 0 ? srcset.length() : comma;
                descriptor = srcset.substring(at, end).strip();
                at = end;
            }
            if (!url.isEmpty()) {
                candidate(url, descriptor, sizes, img).ifPresent(candidates::add);
            }
        }
        return candidates;
    }

    private static Optional<Candidate> candidate(String url, String descriptor, String sizes, Element img) {
        if (descriptor.isEmpty()) {
            return Optional.of(new Candidate(url, 1, false));
        }
        String[] words = descriptor.split("\\s+", -1);
        String first = words[0];
        try {
            double number = Double.parseDouble(first.substring(0, first.length() - 1));
            if (first.endsWith("w") && number > 0) {
                return Optional.of(new Candidate(url, number / displayWidth(sizes, img), true));
            }
            return first.endsWith("x") && number >= 0
                    ? Optional.of(new Candidate(url, number, false))
                    : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static double displayWidth(String sizes, Element img) {
        for (String entry : sizes.split(",(?![^(]*\\))", -1)) {
            String size = entry.strip();
            if (size.equalsIgnoreCase("auto")) {
                OptionalDouble width = Viewport.length(img.attr("width"));
                if (width.isPresent() && width.getAsDouble() > 0) {
                    return width.getAsDouble();
                }
                continue;
            }
            int space = lastTopLevelSpace(size);
            String condition = space < 0 ? "" : size.substring(0, space);
            OptionalDouble width = Viewport.length(size.substring(space + 1));
            if (Viewport.matches(condition) && width.isPresent() && width.getAsDouble() > 0) {
                return width.getAsDouble();
            }
        }
        return Viewport.WIDTH;
    }

    /** The space between condition and length: outside parentheses, so that calc() stays whole. */
    private static int lastTopLevelSpace(String text) {
        int depth = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            char c = text.charAt(i);
            depth += c == ')' ? 1 : c == '(' ? -1 : 0;
            if (depth == 0 && Character.isWhitespace(c)) {
                return i;
            }
        }
        return -1;
    }
}
