package org.headroom.tuner.apply;

/**
 * Something that is not well.
 *
 * @param key names it for good, so that before and after can be compared
 * @param severity larger is worse
 * @param text for people, one line
 */
public record Finding(String key, int severity, String text) {}
