package org.headroom.tuner.files;

import java.util.List;
import java.util.function.Function;
import org.headroom.tuner.config.text.Remark;
import org.headroom.tuner.plan.Plan.Setting;

/** Text of a configuration file in which every setting carries its reason and formula as comments. */
final class CommentedFile {
    private static final int WIDTH = 100;

    private final String comment;
    private final StringBuilder text = new StringBuilder();

    /** @param comment what starts a comment: {@code #} or {@code ;} */
    CommentedFile(String comment) {
        this.comment = comment;
    }

    /** Words as comment lines. */
    CommentedFile remark(String words) {
        wrap(words, " ");
        return this;
    }

    /** A line as it is. */
    CommentedFile line(String line) {
        text.append(line).append('\n');
        return this;
    }

    /** Each setting with its comments, as the daemon writes it. */
    CommentedFile settings(List<Setting> settings, Function<Setting, String> syntax) {
        settings.forEach(setting -> {
            line("");
            explain(setting);
            line(syntax.apply(setting));
        });
        return this;
    }

    /** The comments of a setting: those that tuning again recognises and replaces. */
    void explain(Setting setting) {
        Remark.lines(comment, setting.directive(), setting.reason(), setting.formula())
                .forEach(this::line);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Breaks at spaces; whatever whitespace is in the words, no line of them is left without its comment sign. */
    private void wrap(String words, String indent) {
        StringBuilder line = new StringBuilder(comment + indent);
        int start = line.length();
        for (String word : words.strip().split("\\s+", -1)) {
            if (line.length() > start && line.length() + word.length() > WIDTH) {
                line(line.toString().stripTrailing());
                line.setLength(start);
            }
            line.append(word).append(' ');
        }
        line(line.toString().stripTrailing());
    }
}
