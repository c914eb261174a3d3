package org.headroom.scenarios.yaml;

/**
 * One thing wrong in a configuration file.
 *
 * @param file as the user named it
 * @param line from 1; 0 when the problem has no line
 * @param key dotted path of the key, e.g. {@code pages.front.resources[3].kind}
 * @param message what is wrong and what would be right
 */
public record ConfigProblem(String file, int line, String key, String message) {
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line : file;
        return key.isEmpty() ? place + ": " + message : place + ": " + key + ": " + message;
    }
}
