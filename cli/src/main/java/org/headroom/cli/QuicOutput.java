package org.headroom.cli;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.headroom.loadgen.quic.Finding;
import org.headroom.loadgen.quic.HostFindings;
import org.headroom.scenarios.endpoint.HostName;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What `headroom quic` prints: a line for each finding as it comes, or all of it as JSON at the end. */
final class QuicOutput {
    private final Terminal terminal;
    private final boolean json;
    private final List<String> notes = new ArrayList<>();

    QuicOutput(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /** It will take some seconds. */
    void beginning(String host, InetSocketAddress address) {
        if (!json) {
            terminal.line(host + " at " + place(address));
        }
    }

    void show(HostFindings host) {
        if (!json) {
            host.findings().forEach(finding -> terminal.line(line(finding)));
        }
    }

    void note(String text) {
        notes.add(text);
        if (!json) {
            terminal.line("  note         " + text);
        }
    }

    void end(List<HostFindings> all, String path, int code) {
        if (json) {
            terminal.line(JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(tree(all, path, code)));
            return;
        }
        terminal.line("Answer: " + answer(all, code));
    }

    static String line(Finding finding) {
        return String.format(
                Locale.ROOT,
                "  %-12s %-9s %s%s",
                finding.probe(),
                finding.verdict().label(),
                finding.words(),
                finding.advice().isEmpty() ? "" : " - " + finding.advice());
    }

    private static String answer(List<HostFindings> all, int code) {
        return switch (code) {
            case ExitCode.GOOD -> "browsers get everything over h3";
            case ExitCode.ANSWER_IS_NO ->
                "what browsers need does not work: "
                        + all.stream()
                                .filter(HostFindings::isTrouble)
                                .map(host -> host.host() + " at " + place(host.address()) + " ("
                                        + host.findings().stream()
                                                .filter(Finding::isTrouble)
                                                .map(Finding::probe)
                                                .collect(Collectors.joining(", "))
                                        + ")")
                                .collect(Collectors.joining("; "));
            default -> "nothing answers there, neither over UDP nor over TCP: is this the right address and port?";
        };
    }

    private static String place(InetSocketAddress address) {
        return HostName.inUrl(address.getAddress().getHostAddress()) + ":" + address.getPort();
    }

    private Map<String, Object> tree(List<HostFindings> all, String path, int code) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", 1);
        tree.put("exitCode", code);
        tree.put("path", path);
        tree.put("notes", notes);
        tree.put("hosts", all.stream().map(QuicOutput::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(HostFindings host) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("host", host.host());
        tree.put("address", host.address().getAddress().getHostAddress());
        tree.put("port", host.address().getPort());
        tree.put("findings", host.findings().stream().map(QuicOutput::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(Finding finding) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("probe", finding.probe());
        tree.put("verdict", finding.verdict().label().replace(' ', '-'));
        tree.put("needed", finding.needed());
        tree.put("words", finding.words());
        if (!finding.advice().isEmpty()) {
            tree.put("advice", finding.advice());
        }
        finding.milliseconds().ifPresent(ms -> tree.put("milliseconds", Math.round(ms * 10) / 10.0));
        return tree;
    }
}
