package org.headroom.lab.up;

import java.io.IOException;
import java.nio.file.Path;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.site.Secrets;

/** Who may log in where over SSH: every host's root at every other, and this machine's monitoring at all of them. */
final class Logins {
    /** The private key of the hosts' roots, on each host. */
    static final Path KEY = Path.of("/root/.ssh/id_ed25519");

    /** The hosts' public keys, on each host. */
    static final Path KNOWN = Path.of("/root/.ssh/known_hosts");

    private final StackPlan plan;
    private final Hosts hosts;

    Logins(StackPlan plan, Hosts hosts) {
        this.plan = plan;
        this.hosts = hosts;
    }

    /**
     * One key for the hosts among themselves, and another for this machine, which stays in the lab's directory.
     *
     * @param outside where this machine's private key goes
     * @param known where the hosts' public keys go on this machine
     */
    void let(Path outside, Path known) throws IOException {
        Pair among = pair("headroom-lab");
        Pair ours = pair("headroom-lab-outside");
        String knownHosts = knownHosts();
        for (HostPlan host : plan.hosts()) {
            HostSetup setup = new HostSetup(hosts.of(host));
            setup.secret(KEY.toString(), "root", among.secret());
            setup.secret("/root/.ssh/authorized_keys", "root", among.open() + ours.open());
            setup.secret(KNOWN.toString(), "root", knownHosts);
        }
        Secrets.keep(outside, ours.secret());
        Secrets.keep(known, knownHosts);
    }

    private record Pair(String secret, String open) {}

    // The machine need not have ssh-keygen: the image has.
    private Pair pair(String comment) {
        LabHost first = hosts.of(plan.hosts().getFirst());
        String advice = "see host " + first.name();
        String secret = first.shell(
                        "rm -f /tmp/key && ssh-keygen -q -t ed25519 -N '' -C \"$1\" -f /tmp/key && cat /tmp/key",
                        comment)
                .require(advice);
        String open = first.command("cat", "/tmp/key.pub").require(advice);
        first.command("rm", "/tmp/key", "/tmp/key.pub").require(advice);
        return new Pair(secret + "\n", open + "\n");
    }

    private String knownHosts() {
        StringBuilder known = new StringBuilder();
        for (HostPlan host : plan.hosts()) {
            String own = hosts.of(host)
                    .command("cat", "/etc/ssh/ssh_host_ed25519_key.pub")
                    .require("see host " + host.name());
            known.append(host.name())
                    .append(',')
                    .append(plan.address(host))
                    .append(' ')
                    .append(own)
                    .append('\n');
        }
        return known.toString();
    }
}
