package org.headroom.tuner.config.apache;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Apache knows while it reads, and decides by: modules, parameters, variables. */
final class Conditions {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}:${]{1,200})}");
    /** Any of the series that is in use; the patch level is not to be had from files. */
    private static final int[] VERSION = {2, 4, 99};

    private final Set<String> modules = new HashSet<>();
    private final Map<String, String> variables = new HashMap<>();
    private final Set<String> defined = new HashSet<>();

    Conditions(Set<String> builtIn) {
        builtIn.forEach(this::load);
    }

    /** @param identifier as LoadModule has it, e.g. {@code rewrite_module} */
    void load(String identifier) {
        String name = identifier.toLowerCase(Locale.ROOT);
        modules.add(name);
        modules.add(source(name));
    }

    boolean isLoaded(String module) {
        return modules.contains(module.toLowerCase(Locale.ROOT));
    }

    void setEnvironment(String name, String value) {
        variables.put(name, value);
    }

    void define(String name, String value) {
        defined.add(name);
        variables.put(name, value);
    }

    void undefine(String name) {
        defined.remove(name);
        variables.remove(name);
    }

    /** With {@code ${NAME}} filled in; what is not known stays, as Apache leaves it. */
    String filled(String text) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            String value = variables.get(match.group(1));
            return Matcher.quoteReplacement(value == null ? match.group() : value);
        });
    }

    boolean ifModule(String argument) {
        return argument.startsWith("!") != isLoaded(stripped(argument));
    }

    boolean ifDefine(String argument) {
        return argument.startsWith("!") != defined.contains(stripped(argument));
    }

    /** {@code >= 2.4}, {@code !< 2.4.10}; without an operator it is equality. */
    boolean ifVersion(String arguments) {
        String text = arguments.strip();
        boolean not = text.startsWith("!");
        String operator = text.replaceAll("^!?([<>=~]*).*$", "$1");
        String version = text.replaceAll("^!?[<>=~]*\\s*", "");
        int compared = compare(version);
        boolean holds = switch (operator) {
            case ">" -> compared > 0;
            case ">=" -> compared >= 0;
            case "<" -> compared < 0;
            case "<=" -> compared <= 0;
            default -> compared == 0;
        };
        return holds != not;
    }

    /** Only as many parts as are given count: every 2.4.x equals 2.4. */
    private static int compare(String version) {
        int[] parts = Arrays.stream(version.split("\\.", -1))
                .limit(VERSION.length)
                .mapToInt(part -> part.matches("\\d{1,6}") ? Integer.parseInt(part) : 0)
                .toArray();
        for (int i = 0; i < parts.length; i++) {
            if (VERSION[i] != parts[i]) {
                return Integer.compare(VERSION[i], parts[i]);
            }
        }
        return 0;
    }

    private static String stripped(String argument) {
        return argument.startsWith("!") ? argument.substring(1) : argument;
    }

    /** Modules are also known by their source file. */
    private static String source(String identifier) {
        String name = identifier.endsWith("_module")
                ? identifier.substring(0, identifier.length() - "_module".length())
                : identifier;
        return switch (name) {
            case "core" -> "core.c";
            case "http" -> "http_core.c";
            default -> (name.startsWith("mpm_") ? name.substring("mpm_".length()) : "mod_" + name) + ".c";
        };
    }
}
