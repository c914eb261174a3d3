package org.headroom.loadgen.distributed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.headroom.loadgen.run.LoadPlan;
import org.headroom.scenarios.model.Form;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.template.Template;
import org.headroom.scenarios.template.Template.Part;

/**
 * The files and environment variables of an injector that a plan may name in its forms. Without it, whoever has the key
 * could have any file of the injector's user sent to a site that may be loaded.
 *
 * @param directories files beneath them, links followed
 * @param variables by name
 */
public record InjectorSecrets(List<Path> directories, Set<String> variables) {
    /** A plan may name none. */
    public static final InjectorSecrets NONE = new InjectorSecrets(List.of(), Set.of());

    public InjectorSecrets {
        directories = List.copyOf(directories);
        variables = Set.copyOf(variables);
    }

    /** One line for every secret that a plan may not use, or that is not there. */
    List<String> refusals(LoadPlan plan) {
        return plan.scenario().pages().stream()
                .flatMap(InjectorSecrets::texts)
                .flatMap(text -> Template.parse(text).parts().stream())
                .flatMap(part -> refusal(part).stream())
                .distinct()
                .toList();
    }

    /** All that may have placeholders. */
    private static Stream<String> texts(Page page) {
        List<String> texts = new ArrayList<>(List.of(page.path()));
        page.flow().form().map(Form::fields).ifPresent(fields -> texts.addAll(fields.values()));
        return texts.stream();
    }

    private Optional<String> refusal(Part part) {
        return switch (part) {
            case Part.FromFile(String path) -> fileRefusal(path);
            case Part.FromEnvironment(String name) ->
                variables.contains(name)
                        ? Optional.empty()
                        : Optional.of(
                                "this injector may not use ${env:" + name + "}; start it with --secret-env " + name);
            case Part.Text _, Part.Named _ -> Optional.empty();
        };
    }

    /** Of what lies outside the directories, a plan does not even learn whether it is there. */
    private Optional<String> fileRefusal(String path) {
        String refusal = "this injector may not read ${file:" + path
                + "}; start it with --secrets DIR, a directory on its machine that holds that file and no other secrets";
        try {
            Path file = Path.of(path).toAbsolutePath();
            if (!liesInOne(file.normalize(), directories)) {
                return Optional.of(refusal);
            }
            List<Path> real = new ArrayList<>();
            for (Path directory : directories) {
                real.add(directory.toRealPath());
            }
            Path realFile = file.toRealPath();
            if (!liesInOne(realFile, real)) {
                return Optional.of(refusal);
            }
            return Files.isRegularFile(realFile) && Files.isReadable(realFile)
                    ? Optional.empty()
                    : Optional.of("${file:" + path + "} on the injector is no file that it can read");
        } catch (IOException | RuntimeException _) {
            return Optional.of("${file:" + path + "}: there is no such file on the injector");
        }
    }

    private static boolean liesInOne(Path file, List<Path> directories) {
        return directories.stream()
                .anyMatch(
                        directory -> file.startsWith(directory.toAbsolutePath().normalize()));
    }
}
