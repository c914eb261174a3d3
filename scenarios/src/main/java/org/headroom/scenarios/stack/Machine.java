package org.headroom.scenarios.stack;

/** A host of the stack, whatever runs there: one name, one address. */
public record Machine(String name, String address) {}
