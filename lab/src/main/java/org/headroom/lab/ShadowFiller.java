package org.headroom.lab;

import java.nio.file.Path;

/** Fills the proxy's shadow from the docroot: the sync engine, given by whoever wires the two together. */
@FunctionalInterface
public interface ShadowFiller {
    /**
     * Copies once. Both directories exist; the shadow is empty and neither has been made ready for any sync engine.
     *
     * @return one line for people: what was copied
     * @throws org.headroom.lab.process.LabException when the shadow could not be filled
     */
    String fill(Path docroot, Path shadow);
}
