package org.headroom.tuner.config.text;

/** A value in force, and where it comes from. */
public record Found(String value, Place place) {}
