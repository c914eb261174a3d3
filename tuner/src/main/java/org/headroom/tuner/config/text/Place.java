package org.headroom.tuner.config.text;

/**
 * Where a statement stands in a file.
 *
 * @param file without links
 * @param line of its beginning, from 1
 * @param start offset of the beginning of that line
 * @param end offset behind the line break of the statement's last line
 * @param valueStart offset of its value
 * @param valueEnd offset behind its value
 */
public record Place(String file, int line, int start, int end, int valueStart, int valueEnd) {
    /** As an editor takes it. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
