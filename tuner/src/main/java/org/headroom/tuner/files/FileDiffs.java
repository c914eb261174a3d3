package org.headroom.tuner.files;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.headroom.tuner.config.tree.ConfigTree;
import org.headroom.tuner.config.tree.FileText;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.Plan.PlannedFile;
import org.headroom.tuner.plan.Secrets;

/** The files of a plan against those of the host, as a unified diff to read; passwords in it are hidden. */
public final class FileDiffs {
    private static final int CONTEXT = 3;

    private FileDiffs() {}

    /** Of every file that changes; empty if none does. */
    public static String of(Plan plan, ConfigTree tree) {
        return plan.files().stream().map(file -> of(file, tree)).collect(Collectors.joining());
    }

    private static String of(PlannedFile file, ConfigTree tree) {
        String path = "/" + file.path();
        return switch (tree.read(path)) {
            case FileText.Found found -> diff("a" + path, found.text(), path, file.content());
            case FileText.Missing() -> diff("/dev/null", "", path, file.content());
            case FileText.Unreadable(String reason) -> "# " + path + " is " + reason + ": no diff\n";
        };
    }

    private static String diff(String beforeName, String before, String path, String after) {
        List<String> lines = lines(before);
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(
                beforeName, "b" + path, lines, DiffUtils.diff(lines, lines(after)), CONTEXT);
        return diff.stream()
                .flatMap(String::lines)
                .map(FileDiffs::shown)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** The missing break at the end belongs to the last line. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        } else {
            lines.add(lines.removeLast() + "\n\\ No newline at end of file");
        }
        return lines;
    }

    /** What a terminal would take for orders is shown as a question mark. */
    private static String shown(String line) {
        return Secrets.hidden(line).replaceAll("[\\p{Cntrl}&&[^\\t]]", "?");
    }
}
