package org.headroom.lab;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.headroom.lab.process.Command;
import org.headroom.lab.process.LabException;
import org.headroom.lab.process.Waiting;

/** Asks for the front page as a visitor does: through the proxy, under the site's name, trusting only our authority. */
final class FrontPage {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StackPlan plan;
    private Command.Result last = new Command.Result(-1, "not asked yet");

    FrontPage(StackPlan plan) {
        this.plan = plan;
    }

    void require() {
        if (!Waiting.until(PATIENCE, this::good)) {
            throw new LabException(
                    "the front page is not served: curl ended with " + last.exit() + ", "
                            + last.output().strip(),
                    plan.paths().hosts() + " (error.log of each daemon)",
                    "mend what the logs say, then run \"headroom lab up\" again");
        }
    }

    private boolean good() {
        int port = plan.options().ports().https();
        last = Command.of(List.of(
                        "curl",
                        "-sS",
                        "--http1.1",
                        "--noproxy",
                        "*",
                        "--max-time",
                        "20",
                        "--cacert",
                        plan.certificates().caFile().toString(),
                        "--resolve",
                        StackPlan.SITE_HOST + ":" + port + ":" + StackPlan.ADDRESS,
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{http_code}",
                        "https://" + StackPlan.SITE_HOST
                                + plan.options().ports().httpsSuffix() + "/"))
                .run();
        return last.good()
                && last.output().strip().equals("200")
                && Files.exists(plan.nginx().accessLog());
    }
}
