package org.headroom.lab;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** A stack that has come up: where it is, and what one needs to talk to it. */
public record LabUp(
        LabTopology topology,
        URI frontPage,
        String address,
        LabPorts ports,
        Path caFile,
        Path stackFile,
        Path accessLog,
        Duration took) {}
