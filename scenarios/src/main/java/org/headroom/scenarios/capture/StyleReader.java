package org.headroom.scenarios.capture;

import com.helger.css.decl.CSSDeclaration;
import com.helger.css.decl.CSSExpression;
import com.helger.css.decl.CSSExpressionMemberFunction;
import com.helger.css.decl.CSSExpressionMemberTermURI;
import com.helger.css.decl.CSSFontFaceRule;
import com.helger.css.decl.CSSImportRule;
import com.helger.css.decl.CSSLayerRule;
import com.helger.css.decl.CSSMediaRule;
import com.helger.css.decl.CSSStyleRule;
import com.helger.css.decl.CSSSupportsRule;
import com.helger.css.decl.CSSUnknownRule;
import com.helger.css.decl.CascadingStyleSheet;
import com.helger.css.decl.ICSSExpressionMember;
import com.helger.css.decl.ICSSTopLevelRule;
import com.helger.css.reader.CSSReader;
import com.helger.css.reader.CSSReaderSettings;
import com.helger.css.reader.errorhandler.CollectingCSSParseErrorHandler;
import com.helger.css.reader.errorhandler.DoNothingCSSInterpretErrorHandler;
import com.helger.css.writer.CSSWriterSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.headroom.scenarios.capture.StyleSheet.FontFace;
import org.headroom.scenarios.capture.StyleSheet.Use;

/** Reads CSS with ph-css, as forgivingly as a browser: what is broken is left out, the rest counts. */
final class StyleReader {
    private final CSSWriterSettings text = new CSSWriterSettings(false);
    private final List<String> imports = new ArrayList<>();
    private final List<Use> images = new ArrayList<>();
    private final List<Use> fontUses = new ArrayList<>();
    private final Map<String, List<String>> variables = new LinkedHashMap<>();
    private final List<FontFace> faces = new ArrayList<>();
    private int notUnderstood;

    private StyleReader() {}

    static StyleSheet read(String css) {
        StyleReader reader = new StyleReader();
        return reader.parse(css)
                .map(reader::collect)
                .orElseGet(() -> StyleSheet.empty(Math.max(1, reader.notUnderstood)));
    }

    private Optional<CascadingStyleSheet> parse(String css) {
        CollectingCSSParseErrorHandler errors = new CollectingCSSParseErrorHandler();
        CSSReaderSettings settings = new CSSReaderSettings()
                .setBrowserCompliantMode(true)
                .setUseSourceLocation(false)
                .setCustomErrorHandler(errors)
                .setCustomExceptionHandler(_ -> notUnderstood++)
                .setInterpretErrorHandler(new DoNothingCSSInterpretErrorHandler());
        try {
            return Optional.ofNullable(CSSReader.readFromStringReader(css, settings));
        } catch (RuntimeException | StackOverflowError _) {
            // ph-css descends recursively: CSS nested thousands deep is somebody's joke, not a page
            return Optional.empty();
        } finally {
            notUnderstood += errors.getParseErrorCount();
        }
    }

    private StyleSheet collect(CascadingStyleSheet sheet) {
        for (CSSImportRule rule : sheet.getAllImportRules()) {
            String media = rule.getAllMediaQueries().stream()
                    .map(query -> query.getAsCSSString(text, 0))
                    .collect(Collectors.joining(","));
            if (Viewport.matches(media)) {
                imports.add(rule.getLocationString());
            }
        }
        sheet.getAllRules().forEach(this::rule);
        return new StyleSheet(imports, images, fontUses, variables, faces, notUnderstood);
    }

    private void rule(ICSSTopLevelRule rule) {
        switch (rule) {
            case CSSStyleRule style -> styleRule(style);
            case CSSFontFaceRule face -> fontFace(face);
            case CSSMediaRule media -> {
                String query = media.getAllMediaQueries().stream()
                        .map(found -> found.getAsCSSString(text, 0))
                        .collect(Collectors.joining(","));
                if (Viewport.matches(query)) {
                    media.getAllRules().forEach(this::rule);
                }
            }
            case CSSSupportsRule supports -> {
                // a condition that begins with "not" guards what older browsers need
                boolean fallback = supports.getAllSupportConditionMembers().stream()
                        .limit(1)
                        .anyMatch(condition -> condition.getAsCSSString(text, 0).startsWith("not"));
                if (!fallback) {
                    supports.getAllRules().forEach(this::rule);
                }
            }
            case CSSLayerRule layer -> layer.getAllRules().forEach(this::rule);
            case CSSUnknownRule unknown ->
                notUnderstood += unknown.getDeclaration().startsWith("@property") ? 0 : 1;
            default -> {}
        }
    }

    private void styleRule(CSSStyleRule rule) {
        List<String> selectors = rule.getAllSelectors().stream()
                .map(selector -> selector.getAsCSSString(text, 0))
                .toList();
        for (CSSDeclaration declaration : rule.getAllDeclarations()) {
            String property = declaration.getProperty().toLowerCase(Locale.ROOT);
            if (property.startsWith("--")) {
                variables
                        .computeIfAbsent(declaration.getProperty(), _ -> new ArrayList<>())
                        .add(declaration.getExpressionAsCSSString());
            } else if (property.equals("font") || property.equals("font-family")) {
                fontUses.add(new Use(selectors, declaration.getExpressionAsCSSString()));
            } else if (!property.equals("cursor")) {
                urls(declaration.getExpression()).forEach(url -> images.add(new Use(selectors, url)));
            }
        }
    }

    /** Every url() of a value; of an image-set() only the first, which suits one device pixel per pixel. */
    private static List<String> urls(CSSExpression expression) {
        List<String> urls = new ArrayList<>();
        for (ICSSExpressionMember member : expression.getAllMembers()) {
            if (member instanceof CSSExpressionMemberTermURI uri) {
                urls.add(uri.getURIString());
            } else if (member instanceof CSSExpressionMemberFunction function && function.getExpression() != null) {
                List<String> inner = urls(function.getExpression());
                boolean oneOfThem = function.getFunctionName().endsWith("image-set");
                urls.addAll(oneOfThem ? inner.stream().limit(1).toList() : inner);
            }
        }
        return urls.stream().filter(url -> !url.startsWith("#")).toList();
    }

    private void fontFace(CSSFontFaceRule rule) {
        String family = value(rule, "font-family").map(StyleReader::familyName).orElse("");
        if (family.isEmpty()) {
            return;
        }
        String range = value(rule, "unicode-range").orElse("");
        String variant = value(rule, "font-weight").orElse("400") + "|"
                + value(rule, "font-style").orElse("normal") + "|"
                + value(rule, "font-stretch").orElse("normal") + "|" + range;
        String source = rule.getAllDeclarationsOfPropertyName("src").stream()
                .map(FontSource::of)
                .flatMap(Optional::stream)
                .reduce((_, later) -> later)
                .orElse("");
        faces.add(new FontFace(family, variant.toLowerCase(Locale.ROOT), range, source));
    }

    private static Optional<String> value(CSSFontFaceRule rule, String property) {
        return Optional.ofNullable(rule.getDeclarationOfPropertyName(property))
                .map(CSSDeclaration::getExpressionAsCSSString)
                .map(String::strip);
    }

    static String familyName(String value) {
        return value.replace("\"", "").replace("'", "").strip().toLowerCase(Locale.ROOT);
    }
}
