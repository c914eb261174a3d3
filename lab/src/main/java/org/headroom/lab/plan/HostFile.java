package org.headroom.lab.plan;

/** A file, or a symbolic link, that a host is to have. */
public sealed interface HostFile {
    /** Absolute, on the host. */
    String path();

    /** A text file that everybody may read. */
    record Text(String path, String text, boolean executable) implements HostFile {}

    /** A symbolic link. */
    record Link(String path, String target) implements HostFile {}

    /** A file that the package brings and that must not be there. */
    record Absent(String path) implements HostFile {}
}
