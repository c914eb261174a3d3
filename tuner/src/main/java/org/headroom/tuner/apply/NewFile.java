package org.headroom.tuner.apply;

/**
 * A file to put in place.
 *
 * @param path relative to the host's root directory
 * @param content all of it
 * @param expected what is there now
 */
public record NewFile(String path, String content, Expected expected) {
    public NewFile {
        if (path.isEmpty() || path.startsWith("/") || ("/" + path + "/").matches("(?s).*/\\.{0,2}/.*")) {
            throw new IllegalArgumentException("not a path below the root directory: " + path);
        }
    }
}
