package org.headroom.tuner.config.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.headroom.tuner.config.tree.FileText;
import org.headroom.tuner.plan.Plan.Setting;

/** What is to change in the files of a host: texts, and notes on what cannot be done in them. */
public final class HostChanges {
    /** What no syntax takes for anything else; no plan needs more. */
    private static final Pattern PLAIN = Pattern.compile("[\\w./:@%+-]+");

    private final Map<String, FileText.Found> files = new TreeMap<>();
    private final Map<String, TextEdits> edits = new TreeMap<>();
    private final Map<String, String> created = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /** The edits of a file that was read; empty, with a note, if it cannot be written again as it is. */
    public Optional<TextEdits> of(Sources sources, String path) {
        FileText.Found found = files.computeIfAbsent(
                path, key -> Optional.ofNullable(sources.files().get(key)).orElseThrow());
        if (!found.exact()) {
            note(path + " is not in UTF-8 and is left as it is: change it by hand");
            return Optional.empty();
        }
        return Optional.of(edits.computeIfAbsent(path, _ -> new TextEdits(found.text())));
    }

    /**
     * Changes a value where it stands, or confirms it if it means the same.
     *
     * @param sign what starts a comment there
     */
    public void set(Sources sources, Place place, boolean same, Setting setting, String sign) {
        if (!usable(setting)) {
            return;
        }
        of(sources, place.file()).ifPresent(file -> {
            if (same) {
                file.confirm(place, remark(sign, setting));
            } else {
                file.setValue(place, setting.value(), remark(sign, setting));
            }
        });
    }

    /** Whether the value can stand in a file; else there is a note. */
    public boolean usable(Setting setting) {
        boolean plain = PLAIN.matcher(setting.value()).matches();
        if (!plain) {
            note(setting.daemon() + " " + setting.name() + " is left out: its value needs quotes");
        }
        return plain;
    }

    /** The remark of a setting. */
    public static List<String> remark(String sign, Setting setting) {
        return Remark.lines(sign, setting.directive(), setting.reason(), setting.formula());
    }

    /** A file that is not there yet. */
    public void create(String path, List<String> lines) {
        created.put(path, String.join("\n", lines) + "\n");
    }

    /** What an administrator must know or do. */
    public void note(String note) {
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    /** Notes, in order. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** The new texts of the files that change, by path. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        edits.forEach((path, edit) -> {
            String text = edit.apply();
            FileText.Found before = files.get(path);
            if (before == null || !text.equals(before.text())) {
                texts.put(path, text);
            }
        });
        texts.putAll(created);
        return texts;
    }
}
