package org.headroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.headroom.scenarios.catalogue.Catalogue;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.yaml.ConfigException;
import org.headroom.scenarios.yaml.ScenarioFile;

/** A scenario with the text it was read from. */
record ScenarioSource(Scenario scenario, String text) {
    /** Opens a file, or a shipped scenario by name when there is no such file. */
    static ScenarioSource open(Session session, String nameOrFile) throws ConfigException, IOException {
        Path file = session.workingDirectory().resolve(nameOrFile);
        if (!Files.exists(file) && nameOrFile.matches("[a-z0-9-]+")) {
            return shipped(nameOrFile);
        }
        Scenario scenario = ScenarioFile.read(file);
        return new ScenarioSource(scenario, Files.readString(file));
    }

    /** A scenario of the catalogue. */
    static ScenarioSource shipped(String name) {
        if (!Catalogue.names().contains(name)) {
            throw CliException.usage("there is no file and no shipped scenario '" + name + "'; shipped are "
                    + String.join(", ", Catalogue.names()));
        }
        return new ScenarioSource(Catalogue.scenario(name), Catalogue.text(name));
    }
}
