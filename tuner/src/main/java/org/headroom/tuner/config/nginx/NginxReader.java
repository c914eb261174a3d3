package org.headroom.tuner.config.nginx;

import java.util.ArrayList;
import java.util.List;
import org.headroom.tuner.config.nginx.NginxDirective.Argument;
import org.headroom.tuner.config.nginx.NginxTokens.Token;
import org.headroom.tuner.config.text.Place;
import org.headroom.tuner.config.text.Sources;
import org.headroom.tuner.config.tree.FileText;
import org.headroom.tuner.config.tree.Globs;

/** Reads files into directives, includes in their place. */
final class NginxReader {
    private static final String HOME = "/etc/nginx/";
    private static final int DEEPEST = 50;

    private final Sources sources;

    NginxReader(Sources sources) {
        this.sources = sources;
    }

    List<NginxDirective> read(String entry) {
        List<NginxDirective> directives = new ArrayList<>();
        sources.read(entry, "NGINX", file -> directives.addAll(new OneFile(file).block(0)));
        return directives;
    }

    /** One file on its way. */
    private final class OneFile {
        private final FileText.Found file;
        private final List<Token> tokens;
        private int at;

        OneFile(FileText.Found file) {
            this.file = file;
            this.tokens = NginxTokens.of(file.text());
        }

        /** Up to the brace that closes the block, or at depth 0 the file's end. */
        List<NginxDirective> block(int depth) {
            List<NginxDirective> directives = new ArrayList<>();
            List<Token> words = new ArrayList<>();
            while (at < tokens.size()) {
                Token token = tokens.get(at);
                switch (token.kind()) {
                    case WORD -> {
                        words.add(token);
                        at++;
                    }
                    case END -> {
                        at++;
                        simple(directives, words, token);
                        words.clear();
                    }
                    case OPEN -> {
                        at++;
                        opened(directives, words, token, depth);
                        words.clear();
                    }
                    case CLOSE -> {
                        if (depth > 0) {
                            return directives;
                        }
                        at++;
                        sources.problem(where(token), "} closes nothing that is open");
                    }
                }
            }
            if (!words.isEmpty() || depth > 0) {
                sources.problem(file.path(), "ends within a directive or a block");
            }
            return directives;
        }

        private void opened(List<NginxDirective> directives, List<Token> words, Token open, int depth) {
            if (depth >= DEEPEST) {
                sources.problem(where(open), "blocks are nested too deeply: the rest of the file is not read");
                at = tokens.size();
                return;
            }
            List<NginxDirective> children = block(depth + 1);
            Token close = at < tokens.size() ? tokens.get(at) : tokens.getLast();
            at++;
            if (words.isEmpty()) {
                sources.problem(where(open), "a block without a name");
                return;
            }
            directives.add(directive(words, open, close, children));
        }

        private void simple(List<NginxDirective> directives, List<Token> words, Token end) {
            if (words.isEmpty()) {
                return;
            }
            NginxDirective directive = directive(words, end, end, List.of());
            if (directive.name().equals("include")) {
                directives.addAll(included(directive));
            } else {
                directives.add(directive);
            }
        }

        private List<NginxDirective> included(NginxDirective include) {
            String pattern = include.value().startsWith("/") ? include.value() : HOME + include.value();
            List<NginxDirective> directives = new ArrayList<>();
            List<String> paths = Globs.isPattern(pattern) ? Globs.matches(sources.tree(), pattern) : List.of(pattern);
            for (String path : paths) {
                sources.read(path, include.place().toString(), found -> directives.addAll(new OneFile(found).block(0)));
            }
            return directives;
        }

        private NginxDirective directive(List<Token> words, Token end, Token close, List<NginxDirective> children) {
            Token first = words.getFirst();
            Token value = words.get(Math.min(1, words.size() - 1));
            int valueStart = words.size() > 1 ? value.start() : first.end();
            return new NginxDirective(
                    first.text(),
                    words.stream()
                            .skip(1)
                            .map(word -> new Argument(word.text(), place(word, word.end(), word.start(), word.end())))
                            .toList(),
                    place(first, end.end(), valueStart, value.end()),
                    place(close, close.end(), close.start(), close.end()),
                    children);
        }

        private Place place(Token from, int last, int valueStart, int valueEnd) {
            String text = file.text();
            int start = from.start() == 0 ? 0 : text.lastIndexOf('\n', from.start() - 1) + 1;
            int feed = text.indexOf('\n', Math.max(0, last - 1));
            return new Place(
                    file.path(), from.line(), start, feed < 0 ? text.length() : feed + 1, valueStart, valueEnd);
        }

        private String where(Token token) {
            return file.path() + ":" + token.line();
        }
    }
}
