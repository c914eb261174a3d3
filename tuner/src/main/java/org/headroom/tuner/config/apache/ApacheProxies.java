package org.headroom.tuner.config.apache;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where requests are handed on to, by SetHandler, ProxyPass and Proxy sections. */
final class ApacheProxies {
    private static final Pattern HANDLER = Pattern.compile("proxy:(?:unix:([^|]+)\\|)?fcgi://([^/]*).*");
    private static final Pattern PASSED = Pattern.compile("(?:unix:([^|]+)\\|)?fcgi://([^/]*).*");

    private final List<Statement> statements;

    ApacheProxies(List<Statement> statements) {
        this.statements = statements;
    }

    List<PhpHandler> phpHandlers() {
        List<PhpHandler> handlers = new ArrayList<>();
        for (Statement statement : statements) {
            target(statement)
                    .ifPresent(target -> handlers.add(new PhpHandler(host(statement), target, statement.place())));
        }
        return handlers;
    }

    List<ProxyWorker> workers() {
        List<ProxyWorker> workers = new ArrayList<>();
        for (Statement statement : statements) {
            Map<String, String> parameters = new HashMap<>();
            for (String argument : statement.arguments()) {
                String[] pair = argument.split("=", 2);
                if (pair.length == 2 && pair[0].matches("[A-Za-z_]+")) {
                    parameters.put(pair[0].toLowerCase(Locale.ROOT), pair[1]);
                }
            }
            String url = worker(statement);
            if (!url.isEmpty() && !parameters.isEmpty()) {
                workers.add(new ProxyWorker(url, parameters, statement.place()));
            }
        }
        return workers;
    }

    private static String worker(Statement statement) {
        boolean passed = statement.is("ProxyPass") || statement.is("ProxyPassMatch");
        if (passed || statement.is("BalancerMember")) {
            return statement.arguments().stream()
                    .filter(argument -> argument.contains("://"))
                    .findFirst()
                    .orElse("");
        }
        if (!statement.is("ProxySet")) {
            return "";
        }
        return statement.arguments().stream()
                .filter(argument -> argument.contains("://"))
                .findFirst()
                .orElseGet(() -> statement.sections().isEmpty()
                        ? ""
                        : statement.sections().getLast().replaceFirst("^\\S+\\s*", ""));
    }

    private static Optional<String> target(Statement statement) {
        Pattern form = statement.is("SetHandler") || statement.is("AddHandler") ? HANDLER : PASSED;
        if (form == PASSED && !statement.is("ProxyPass") && !statement.is("ProxyPassMatch")) {
            return Optional.empty();
        }
        for (String argument : statement.arguments()) {
            Matcher match = form.matcher(argument);
            if (match.matches()) {
                return Optional.of(match.group(1) != null ? match.group(1) : match.group(2));
            }
        }
        return Optional.empty();
    }

    private String host(Statement statement) {
        Optional<String> section = statement.sections().stream()
                .filter(title -> title.regionMatches(true, 0, "VirtualHost", 0, "VirtualHost".length()))
                .findFirst();
        return section.map(title -> serverName(statement, title).orElseGet(() -> title.replaceFirst("^\\S+\\s*", "")))
                .orElse("");
    }

    /** The ServerName that stands nearest to it in a virtual host of that address. */
    private Optional<String> serverName(Statement of, String section) {
        return statements.stream()
                .filter(statement -> statement.is("ServerName")
                        && statement.place().file().equals(of.place().file())
                        && statement.sections().contains(section)
                        && statement.place().line() <= of.place().line())
                .reduce((_, later) -> later)
                .map(Statement::value);
    }
}
