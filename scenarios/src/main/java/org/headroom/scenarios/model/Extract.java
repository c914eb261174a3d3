package org.headroom.scenarios.model;

/**
 * A value that a visitor takes from a page for later ones: a nonce, the number of a post.
 *
 * @param name by which later pages use it, as {@code ${name}}
 * @param optional whether the page is good without it; form fields that would use it are then left out
 */
public record Extract(String name, TextQuery query, boolean optional) {}
