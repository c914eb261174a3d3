package org.headroom.scenarios.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.headroom.scenarios.model.Extract;
import org.headroom.scenarios.model.Form;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.PageFlow;
import org.headroom.scenarios.model.TextQuery;

/**
 * What {@code wordpress: login}, {@code search}, {@code comment} and {@code add-to-cart} stand for: one or two pages
 * with the requests that a browser makes. Where there are two, the first shows the form and is called NAME-form.
 */
final class WordPressPages {
    private static final List<String> KINDS = List.of("login", "search", "comment", "add-to-cart");

    private WordPressPages() {}

    static List<Page> read(String name, Section section, String host) {
        Optional<Value> value = section.required("wordpress");
        String kind = value.flatMap(Value::text).orElse("");
        return switch (kind) {
            case "login" -> login(name, section, host);
            case "search" -> search(name, section, host);
            case "comment" -> comment(name, section, host);
            case "add-to-cart" -> addToCart(name, section, host);
            default -> {
                value.ifPresent(given -> given.dangling("must be one of " + String.join(", ", KINDS), kind, KINDS));
                yield List.of();
            }
        };
    }

    private static List<Page> login(String name, Section section, String host) {
        String path = path(section, "path", "/wp-login.php");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("log", text(section, "user"));
        Optional<Value> password = section.required("password");
        String secret = password.flatMap(Value::text).orElse("${env:NONE}");
        password.filter(given -> !FlowReader.template(secret, given).onlySecrets())
                .ifPresent(given ->
                        given.problem("must be ${file:/path} or ${env:NAME}: a password does not stand in a scenario"));
        fields.put("pwd", secret);
        fields.put("wp-submit", "Log In");
        fields.put("redirect_to", path(section, "lands", "/"));
        fields.put("testcookie", "1");
        Form form = new Form(fields, true, css("#login_error"), false);
        return List.of(looked(name + "-form", host, path, List.of()), sent(name, host, path, form));
    }

    private static List<Page> search(String name, Section section, String host) {
        String word = name + "-words";
        List<String> words = section.required("words").map(FlowReader::options).orElse(List.of(""));
        PageFlow flow = new PageFlow(false, Optional.empty(), List.of(), Map.of(word, words));
        return List.of(new Page(name, host, "/?s=${" + word + "}", 200, OptionalLong.empty(), List.of(), flow));
    }

    private static List<Page> comment(String name, Section section, String host) {
        String post = path(section, "post", "");
        if (post.isEmpty()) {
            section.required("post");
        }
        String id = name + "-post-id";
        String nonce = name + "-akismet";
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("comment", optional(section, "text", "A comment by Headroom, ${unique}"));
        fields.put("author", optional(section, "author", "Headroom ${number}"));
        fields.put("email", optional(section, "email", "headroom-${number}@example.org"));
        fields.put("url", "");
        fields.put("submit", "Post Comment");
        fields.put("comment_post_ID", "${" + id + "}");
        fields.put("comment_parent", "0");
        fields.put("akismet_comment_nonce", "${" + nonce + "}");
        Form form = new Form(fields, true, css(".wp-die-message"), false);
        List<Extract> taken = List.of(
                new Extract(id, new TextQuery.Css("input[name=comment_post_ID]", ""), false),
                new Extract(nonce, new TextQuery.Css("input[name=akismet_comment_nonce]", ""), true));
        return List.of(
                looked(name + "-form", host, post.isEmpty() ? "/" : post, taken),
                sent(name, host, "/wp-comments-post.php", form));
    }

    private static List<Page> addToCart(String name, Section section, String host) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("product_id", text(section, "product"));
        fields.put("quantity", Integer.toString(section.integer("quantity", 1, 1, 1000)));
        Form form = new Form(fields, false, Optional.of(new TextQuery.Regex("\"error\"\\s*:\\s*true.{0,200}")), true);
        return List.of(sent(name, host, "/?wc-ajax=add_to_cart", form));
    }

    private static Page looked(String name, String host, String path, List<Extract> taken) {
        PageFlow flow = new PageFlow(false, Optional.empty(), taken, Map.of());
        return new Page(name, host, path, 200, OptionalLong.empty(), List.of(), flow);
    }

    private static Page sent(String name, String host, String path, Form form) {
        PageFlow flow = new PageFlow(false, Optional.of(form), List.of(), Map.of());
        return new Page(name, host, path, 200, OptionalLong.empty(), List.of(), flow);
    }

    private static Optional<TextQuery> css(String selector) {
        return Optional.of(new TextQuery.Css(selector, ""));
    }

    private static String text(Section section, String key) {
        Optional<Value> value = section.required(key);
        Optional<String> text = value.flatMap(Value::text);
        text.ifPresent(given -> FlowReader.template(given, value.orElseThrow()));
        return text.orElse("");
    }

    private static String optional(Section section, String key, String standard) {
        Optional<Value> value = section.optional(key);
        Optional<String> text = value.flatMap(Value::text);
        text.ifPresent(given -> FlowReader.template(given, value.orElseThrow()));
        return text.orElse(standard);
    }

    private static String path(Section section, String key, String standard) {
        Optional<Value> value = section.optional(key);
        Optional<String> path = value.flatMap(Value::text);
        path.flatMap(ScenarioText::pathProblem)
                .ifPresent(message -> value.orElseThrow().problem(message));
        return path.orElse(standard);
    }
}
