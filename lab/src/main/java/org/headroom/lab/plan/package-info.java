/**
 * What a stack is to be: hosts and what runs on each, sites, volumes, every configuration file, the stack file. Pure: it
 * reads templates and touches nothing.
 */
@NullMarked
package org.headroom.lab.plan;

import org.jspecify.annotations.NullMarked;
