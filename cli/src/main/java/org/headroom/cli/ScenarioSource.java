package org.headroom.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    static ScenarioSource shipped(String name) throws ConfigException, IOException {
        String resource = "/org/headroom/scenarios/catalogue/" + name + ".yaml";
        try (InputStream in = Scenario.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw CliException.usage("there is no file and no shipped scenario '" + name
                        + "'; shipped are wordpress-front and inclusion-heavy");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new ScenarioSource(ScenarioFile.parse(name + ".yaml", text), text);
        }
    }
}
