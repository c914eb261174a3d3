package org.headroom.lab.fault;

import java.util.List;
import org.headroom.lab.daemon.Services;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.plan.WebSite;
import org.headroom.lab.up.FrontPages;

/** A firewall in the proxy drops QUIC without a word, as many a network does. HTTP/1.1 and HTTP/2 go on. */
record UdpDrop() implements Fault {
    private static final String TABLE = "inet headroom_udp_drop";
    private static final int LIMIT_SECONDS = 3;

    // The first two lines make it harmless to repeat: in one transaction, an older table goes.
    private static final String RULES = """
            table %1$s
            delete table %1$s
            table %1$s {
                chain input {
                    type filter hook input priority filter; policy accept;
                    udp dport 443 counter drop
                }
            }
            """.formatted(TABLE);

    @Override
    public List<HostPlan> where(StackPlan plan) {
        return plan.with(Part.NGINX);
    }

    @Override
    public String inject(Scene scene, HostPlan host) {
        LabHost on = scene.host(host);
        on.command("nft", "-f", "-").withInput(RULES).require("the kernel needs nf_tables");
        String refused = Symptom.await(
                on, "no front page over h3", () -> ask(scene, host, "--http3-only"), words -> !comesFromServer(words));
        return "nft: " + rule(on) + "\nh3: " + refused + "\nh2: " + ask(scene, host, "--http2");
    }

    private static String rule(LabHost host) {
        return host.shell("nft list table " + TABLE)
                .run()
                .output()
                .lines()
                .filter(line -> line.contains("dport"))
                .findFirst()
                .map(String::strip)
                .orElse("no rule");
    }

    private static String ask(Scene scene, HostPlan host, String protocol) {
        WebSite site = scene.plan().sites().getFirst();
        return new FrontPages(scene.plan(), scene.hosts()).ask(site, host, protocol, LIMIT_SECONDS);
    }

    @Override
    public String clear(Scene scene, HostPlan host) {
        LabHost on = scene.host(host);
        on.shell("if nft list table " + TABLE + " >/dev/null 2>&1; then nft delete table " + TABLE + "; fi")
                .require("see: nft list ruleset");
        // While nginx is dead for another reason, the rule's absence is all that can be seen.
        String page = on.daemon(Services.NGINX).pid().isEmpty()
                ? "not asked: nginx is dead"
                : Symptom.await(
                        on, "the front page over h3", () -> ask(scene, host, "--http3-only"), UdpDrop::comesFromServer);
        return "nft: " + rule(on) + "\nh3: " + page;
    }

    // Whatever the status or the certificate: an origin may be down, or it expired, for another reason.
    private static boolean comesFromServer(String words) {
        return words.matches("[1-5]\\d\\d 3") || words.contains("certificate");
    }
}
