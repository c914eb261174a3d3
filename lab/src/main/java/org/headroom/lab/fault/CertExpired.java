package org.headroom.lab.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.headroom.lab.certificate.Authority;
import org.headroom.lab.daemon.Services;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.plan.WebSite;
import org.headroom.lab.up.Certificates;

/** The first site's certificate, wherever all hosts find it, is one that ran out yesterday. */
record CertExpired() implements Fault {
    private static final Duration AGAIN = Duration.ofSeconds(10);

    // The good one stays beside it, untouched, so that certbot's links in it go on leading into its archive.
    private static final String KEEP = """
            [ -d "$1.valid" ] || mv "$1" "$1.valid"
            rm -rf "$1"
            """;
    private static final String RESTORE = """
            [ ! -d "$1.valid" ] || { rm -rf "$1"; mv "$1.valid" "$1"; }
            """;

    // -checkend answers with its exit code; what is not answered at all is neither.
    private static final String LOOK = """
            certificate=$(timeout 5 openssl s_client -connect "$1:443" -servername "$2" </dev/null 2>/dev/null)
            echo "$certificate" | openssl x509 -noout -enddate
            if echo "$certificate" | openssl x509 -noout -checkend 0 >/dev/null; then
                echo "in force"
            else
                echo "run out"
            fi
            """;

    @Override
    public List<HostPlan> where(StackPlan plan) {
        return List.of(plan.certificateHost());
    }

    @Override
    public String inject(Scene scene, HostPlan host) throws IOException {
        WebSite site = scene.plan().sites().getFirst();
        Certificates certificates =
                new Certificates(scene.plan(), scene.hosts(), scene.run().resolve("certificates"));
        Authority.Issued expired = certificates.authority().issueExpired("expired", Certificates.names(site));
        scene.host(host).shell(KEEP, live(scene)).require("see host " + host.name());
        certificates.install(site, expired);
        return onEveryFront(scene, "run out");
    }

    @Override
    public String clear(Scene scene, HostPlan host) {
        scene.host(host).shell(RESTORE, live(scene)).require("see host " + host.name());
        return onEveryFront(scene, "in force");
    }

    private static String live(Scene scene) {
        return scene.plan().letsencrypt() + "/live/"
                + scene.plan().sites().getFirst().name();
    }

    // A front that is dead for another reason reads the right file when it starts.
    private static String onEveryFront(Scene scene, String expected) {
        StringBuilder all = new StringBuilder();
        for (HostPlan front : scene.plan().fronts()) {
            LabHost on = scene.host(front);
            String role = front.has(Part.NGINX) ? Services.NGINX : Services.APACHE;
            if (on.daemon(role).pid().isEmpty()) {
                all.append(front.name()).append(": ").append(role).append(" is dead\n");
                continue;
            }
            reload(on, front, role);
            AtomicLong reloaded = new AtomicLong(System.nanoTime());
            String words = Symptom.await(
                    on,
                    "a certificate that is " + expected,
                    () -> {
                        // The mount may have given the old file for a moment (its caches): then it is read again.
                        if (System.nanoTime() - reloaded.get() > AGAIN.toNanos()) {
                            reload(on, front, role);
                            reloaded.set(System.nanoTime());
                        }
                        return look(scene, front);
                    },
                    seen -> seen.endsWith(expected));
            all.append(front.name())
                    .append(": ")
                    .append(words.replace("\n", ", "))
                    .append('\n');
        }
        return all.toString().strip();
    }

    private static void reload(LabHost on, HostPlan front, String role) {
        on.shell(
                        front.has(Part.NGINX)
                                ? "nginx -t -q && nginx -s reload"
                                : "set +u; . /etc/apache2/envvars; apache2 -t 2>&1 && apache2 -k graceful")
                .require("see the log of " + role + " on " + front.name());
    }

    private static String look(Scene scene, HostPlan front) {
        String address = scene.plan().address(front);
        String name = scene.plan().sites().getFirst().host();
        return scene.host(front).shell(LOOK, address, name).run().output().strip();
    }
}
