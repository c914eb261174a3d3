package org.headroom.probes.galera;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;

/**
 * What a node says of itself, as numbers and texts. What is missing, or no sensible number, is left out: the names differ
 * from version to version.
 *
 * @param values by name in lower case
 */
record NodeStatus(Map<String, String> values) {
    /** Beyond this a counter is no count: the server prints −1 as 18446744073709551615. */
    private static final double ABSURD = 0x1p63;

    private static final double NANOS = 1e9;

    /** Texts that people or rules need: our name, theirs. */
    private static final Map<String, String> FACTS = ordered(
            "cluster_status", "wsrep_cluster_status",
            "local_state", "wsrep_local_state_comment",
            "state_uuid", "wsrep_cluster_state_uuid",
            "configuration", "wsrep_cluster_conf_id",
            "incoming_addresses", "wsrep_incoming_addresses",
            "node_name", "wsrep_node_name",
            "cluster_name", "wsrep_cluster_name",
            "member", "wsrep_gcomm_uuid",
            "group_state", "wsrep_evs_state",
            "wsrep_on", "wsrep_on",
            "desync", "wsrep_desync",
            "reject_queries", "wsrep_reject_queries",
            "pc_bootstrap", "wsrep_provider_pc_bootstrap",
            "provider_version", "wsrep_provider_version",
            "version", "version");

    private static final Map<String, String> COUNTS = ordered(
            "size", "wsrep_cluster_size",
            "votes", "wsrep_cluster_weight",
            "local_state", "wsrep_local_state",
            "last_committed", "wsrep_last_committed",
            "send_queue", "wsrep_local_send_queue",
            "receive_queue", "wsrep_local_recv_queue",
            "segment", "wsrep_gmcast_segment",
            "certification_failures_total", "wsrep_local_cert_failures",
            "brute_force_aborts_total", "wsrep_local_bf_aborts",
            "commits_total", "wsrep_local_commits",
            "replicated_total", "wsrep_replicated",
            "received_total", "wsrep_received",
            "flow_control_sent_total", "wsrep_flow_control_sent",
            "connections", "threads_connected",
            "threads_running", "threads_running",
            "max_connections", "max_connections",
            "max_used_connections", "max_used_connections",
            "connections_refused_total", "connection_errors_max_connections",
            "aborted_connects_total", "aborted_connects",
            "aborted_clients_total", "aborted_clients");

    private static final List<String> LATENCIES = List.of(
            "replication_latency_min",
            "replication_latency_mean",
            "replication_latency_max",
            "replication_latency_deviation");

    NodeStatus {
        values = Map.copyOf(values);
    }

    /** What takes a number. */
    @FunctionalInterface
    interface Numbers {
        void add(String name, double value, String unit);
    }

    /** Whether this is the status of a database server at all. */
    boolean known() {
        return number("uptime").isPresent() || values.containsKey("wsrep_on") || values.containsKey("wsrep_ready");
    }

    void facts(BiConsumer<String, String> sink) {
        FACTS.forEach((name, theirs) -> {
            String text = values.getOrDefault(theirs, "").strip();
            if (!text.isEmpty()) {
                sink.accept(name, text);
            }
        });
    }

    void numbers(Numbers sink) {
        COUNTS.forEach((name, theirs) -> number(theirs).ifPresent(value -> sink.add(name, value, "count")));
        flag("ready", "wsrep_ready", sink);
        flag("connected", "wsrep_connected", sink);
        if (values.containsKey("wsrep_cluster_status")) {
            boolean primary = values.get("wsrep_cluster_status").strip().equalsIgnoreCase("Primary");
            sink.add("primary", primary ? 1 : 0, "count");
        }
        number("uptime").ifPresent(value -> sink.add("uptime", value, "seconds"));
        number("wsrep_flow_control_paused_ns")
                .ifPresent(value -> sink.add("flow_control_paused_seconds_total", value / NANOS, "seconds"));
        latencies(sink);
    }

    /** {@code min/avg/max/stddev/n}, in seconds, of the last statistics period (a minute by default). */
    private void latencies(Numbers sink) {
        List<Double> parts = new ArrayList<>();
        for (String part : values.getOrDefault("wsrep_evs_repl_latency", "").split("/", -1)) {
            OptionalDouble number = parse(part);
            if (number.isEmpty()) {
                return;
            }
            parts.add(number.getAsDouble());
        }
        if (parts.size() != LATENCIES.size() + 1) {
            return;
        }
        sink.add("replication_latency_samples", parts.getLast(), "count");
        if (parts.getLast() > 0) {
            for (int i = 0; i < LATENCIES.size(); i++) {
                sink.add(LATENCIES.get(i), parts.get(i), "seconds");
            }
        }
    }

    private void flag(String name, String theirs, Numbers sink) {
        String text = values.getOrDefault(theirs, "").strip();
        if (text.equalsIgnoreCase("ON") || text.equalsIgnoreCase("OFF")) {
            sink.add(name, text.equalsIgnoreCase("ON") ? 1 : 0, "count");
        }
    }

    private OptionalDouble number(String theirs) {
        return parse(values.getOrDefault(theirs, ""));
    }

    private static OptionalDouble parse(String text) {
        try {
            double value = Double.parseDouble(text.strip());
            return value >= 0 && value < ABSURD ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException _) {
            return OptionalDouble.empty();
        }
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
