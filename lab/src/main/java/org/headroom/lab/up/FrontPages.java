package org.headroom.lab.up;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.plan.WebSite;
import org.headroom.lab.process.Command;
import org.headroom.lab.process.LabException;
import org.headroom.lab.process.Waiting;

/**
 * Asks for front pages as a visitor does: under the site's name, at one proxy, over one protocol, trusting only the lab's
 * authorities. The image's curl asks, since it speaks h3, from a host of the stack.
 */
public final class FrontPages {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LIMIT_SECONDS = 20;

    private final StackPlan plan;
    private final Hosts hosts;
    private final String caOnHosts;

    public FrontPages(StackPlan plan, Hosts hosts) {
        this.plan = plan;
        this.hosts = hosts;
        this.caOnHosts = caFileOnHosts().toString();
    }

    /** The protocols that the stack has, as curl's options. */
    public List<String> protocols() {
        List<String> protocols = new ArrayList<>(List.of("--http1.1"));
        if (plan.hasH2()) {
            protocols.add("--http2");
        }
        if (plan.hasH3()) {
            protocols.add("--http3-only");
        }
        return List.copyOf(protocols);
    }

    /** Every site at every proxy over every protocol; waits a while for the first good answer of each. */
    public void require() {
        Together.each(plan.sites(), site -> {
            for (HostPlan front : plan.fronts()) {
                for (String protocol : protocols()) {
                    require(site, front, protocol);
                }
            }
        });
    }

    private void require(WebSite site, HostPlan front, String protocol) {
        AtomicReference<String> last = new AtomicReference<>("");
        boolean good = Waiting.until(PATIENCE, () -> {
            last.set(ask(site, front, protocol));
            return last.get().startsWith("200");
        });
        if (!good) {
            throw new LabException(
                    "the front page of " + site.name() + " is not served by " + front.name() + " over "
                            + protocol.substring(2) + ": " + last.get(),
                    "logs of the hosts, kept under the lab's directory (see above)",
                    "mend what the logs say, then run \"headroom lab up\" again");
        }
    }

    /** The status and the version of HTTP, such as {@code 200 3}; else what curl says. */
    public String ask(WebSite site, HostPlan front, String protocol) {
        return ask(site, front, protocol, LIMIT_SECONDS);
    }

    /** The same with a time limit of its own. */
    public String ask(WebSite site, HostPlan front, String protocol, int limitSeconds) {
        LabHost from = hosts.of(front);
        Command.Result result = from.command(
                        "curl",
                        "-sS",
                        protocol,
                        "--max-time",
                        Integer.toString(limitSeconds),
                        "--cacert",
                        caOnHosts,
                        "--resolve",
                        site.host() + ":443:" + plan.address(front),
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{http_code} %{http_version}",
                        "https://" + site.host() + "/")
                .run();
        return result.output().strip();
    }

    /** Where every host has the roots that a visitor of the lab trusts. */
    public static Path caFileOnHosts() {
        return Shadow.onHosts("ca.pem");
    }
}
