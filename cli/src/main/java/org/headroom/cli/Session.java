package org.headroom.cli;

import java.nio.file.Path;
import java.time.Clock;

/** What every command gets: the terminal, the way to hear of Ctrl-C, where it was started, the time. */
record Session(Terminal terminal, Interruption interruption, Path workingDirectory, Clock clock) {}
