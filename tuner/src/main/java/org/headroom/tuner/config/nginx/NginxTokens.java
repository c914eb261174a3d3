package org.headroom.tuner.config.nginx;

import java.util.ArrayList;
import java.util.List;

/** Words of an NGINX file and what parts them, as NGINX's own reader splits it. */
final class NginxTokens {
    /** What a token is. */
    enum Kind {
        WORD,
        /** {@code ;} */
        END,
        /** <code>{</code> */
        OPEN,
        /** <code>}</code> */
        CLOSE
    }

    /**
     * A token.
     *
     * @param text of a word, without quotes
     * @param start offset in the file
     * @param end offset behind it, with its quotes
     */
    record Token(Kind kind, String text, int line, int start, int end) {}

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;

    private NginxTokens(String text) {
        this.text = text;
    }

    static List<Token> of(String text) {
        NginxTokens tokens = new NginxTokens(text);
        tokens.readAll();
        return tokens.tokens;
    }

    private void readAll() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                skip(1);
            } else if (c == '#') {
                int feed = text.indexOf('\n', at);
                at = feed < 0 ? text.length() : feed;
            } else if (c == ';') {
                mark(Kind.END);
            } else if (c == '{') {
                boolean program = isProgram();
                mark(Kind.OPEN);
                if (program) {
                    skipProgram();
                }
            } else if (c == '}') {
                mark(Kind.CLOSE);
            } else {
                word(c);
            }
        }
    }

    private void mark(Kind kind) {
        tokens.add(new Token(kind, "", line, at, at + 1));
        skip(1);
    }

    private void word(char first) {
        int start = at;
        int startLine = line;
        boolean quoted = first == '"' || first == '\'';
        StringBuilder word = new StringBuilder();
        skip(quoted ? 1 : 0);
        while (at < text.length() && !endsWord(quoted, first)) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                word.append(c).append(text.charAt(at + 1));
                skip(2);
            } else if (c == '$' && at + 1 < text.length() && text.charAt(at + 1) == '{') {
                // A brace behind a dollar sign belongs to a variable.
                word.append("${");
                skip(2);
            } else {
                word.append(c);
                skip(1);
            }
        }
        skip(quoted && at < text.length() ? 1 : 0);
        tokens.add(new Token(Kind.WORD, word.toString(), startLine, start, at));
    }

    /** A word in quotes ends at the quote; another at a space or what ends or opens; a closing brace is part of it. */
    private boolean endsWord(boolean quoted, char quote) {
        char c = text.charAt(at);
        return quoted ? c == quote : Character.isWhitespace(c) || c == ';' || c == '{';
    }

    /** Lua in the file has a syntax of its own. */
    private boolean isProgram() {
        int last = tokens.size() - 1;
        while (last >= 0 && tokens.get(last).kind() == Kind.WORD) {
            if (tokens.get(last).text().endsWith("_by_lua_block")) {
                return true;
            }
            last--;
        }
        return false;
    }

    private void skipProgram() {
        int depth = 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return;
            }
            skip(1);
        }
    }

    private void skip(int characters) {
        for (int i = 0; i < characters; i++) {
            line += text.charAt(at) == '\n' ? 1 : 0;
            at++;
        }
    }
}
