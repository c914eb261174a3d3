/**
 * Text with placeholders, as pages with forms have it: {@code ${name}}, {@code ${file:PATH}}, {@code ${env:NAME}}.
 */
@NullMarked
package org.headroom.scenarios.template;

import org.jspecify.annotations.NullMarked;
