/**
 * The configuration that a host has: what is set now and where, and the complete new files of a plan. One sub-package a
 * daemon; {@code tree} finds files, {@code text} changes them. May use the plan only.
 */
@NullMarked
package org.headroom.tuner.config;

import org.jspecify.annotations.NullMarked;
