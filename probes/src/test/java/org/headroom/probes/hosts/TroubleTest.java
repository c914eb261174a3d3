package org.headroom.probes.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.headroom.probes.hosts.HostAnswer.Unreachable;
import org.headroom.scenarios.stack.Ssh;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TroubleTest {
    private static final Ssh SSH = new Ssh(
            "headroom", 2222, Optional.of(Path.of("/etc/head room/100%.key")), Optional.of(Path.of("/k h")), true);
    private static final Way WAY = new Way.OverSsh("10.77.0.21", SSH);

    /** As OpenSSH 9.2 and 10.0, sudo 1.9 and dash say it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ssh: connect to host 10.77.0.21 port 2222: Connection refused                   | true  | refuses SSH: nothing listens on port 2222
            ssh: connect to host 10.77.0.21 port 2222: Connection timed out                 | false | does not answer (no connection to port 2222 within the time limit)
            Connection timed out during banner exchange                                     | true  | port 2222 takes connections, but no SSH server greets
            ssh: connect to host 10.77.0.21 port 2222: No route to host                     | false | there is no route to it
            ssh: connect to host 10.77.0.21 port 2222: Network is unreachable               | false | its network cannot be reached from here
            ssh: Could not resolve hostname gl4: Name or service not known                  | true  | its name does not resolve here
            headroom@10.77.0.21: Permission denied (publickey).                             | true  | refuses the SSH login as headroom
            Host key verification failed.                                                   | true  | the host's SSH key is not known here
            kex_exchange_identification: Connection closed by remote host                   | true  | closes SSH connections at once
            sudo: a password is required                                                    | true  | sudo wants a password
            headroom is not in the sudoers file.  sudo: This incident will be reported.     | true  | sudo does not let headroom run the helper
            sh: 1: perl: not found                                                          | true  | there is no perl
            bash: line 1: perl: command not found                                           | true  | there is no perl
            This account is currently not available.                                        | true  | the account headroom may not run commands
            Timeout, server 10.77.0.21 not responding.                                      | false | stopped answering
            """)
    void whatEachProgramSaysIsSaidInOneLine(String said, boolean reached, String problem) {
        Unreachable answer = new Trouble(WAY).ended(Optional.of(255), said, false);

        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.reached()).isEqualTo(reached);
        assertThat(answer.advice()).isNotBlank().doesNotContain("%USER%", "%PORT%");
    }

    @Test
    void aHostThatShowsAnotherKeyIsNotAnUnknownHost() {
        String said = """
                @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
                @    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
                Host key for 10.77.0.21 has changed and you have requested strict checking.
                Host key verification failed.
                """;

        assertThat(new Trouble(WAY).ended(Optional.of(255), said, false).problem())
                .isEqualTo("the host shows another SSH key than the known one");
    }

    @Test
    void anotherFailureIsToldByItsLastLine() {
        String said =
                "** WARNING: connection is not using a post-quantum key exchange algorithm.\nbash: fork: retry\n** x\n";

        assertThat(new Trouble(WAY).ended(Optional.of(254), said, false).problem())
                .isEqualTo("the helper did not run (exit status 254): bash: fork: retry");
    }

    @Property
    void whateverIsSaidIsOneShortLine(@ForAll @StringLength(max = 2000) String said) {
        Unreachable answer = new Trouble(WAY).ended(Optional.empty(), said, true);

        assertThat(answer.problem().lines().count()).isEqualTo(1);
        assertThat(answer.problem().length()).isLessThan(300);
    }

    @Test
    void theCommandLineAsksForNothingAndForwardsNothing() {
        assertThat(WAY.command(Duration.ofSeconds(10)))
                .startsWith("ssh", "-T")
                .contains("BatchMode=yes", "ConnectTimeout=5", "StrictHostKeyChecking=yes", "ClearAllForwardings=yes")
                .contains(
                        "IdentityFile=\"/etc/head room/100%%.key\"",
                        "UserKnownHostsFile=\"/k h\"", "IdentitiesOnly=yes")
                .endsWith("-p", "2222", "-l", "headroom", "--", "10.77.0.21", "sudo -n perl -");
    }

    @Test
    void withoutFilesOfItsOwnSshIsAsTheUserConfiguredIt() {
        Ssh plain = new Ssh("root", 22, Optional.empty(), Optional.empty(), false);

        assertThat(new Way.OverSsh("origin1", plain).command(Duration.ofMillis(100)))
                .contains("ConnectTimeout=2")
                .noneMatch(option ->
                        option.startsWith("Strict") || option.startsWith("Ident") || option.startsWith("User"))
                .endsWith("perl -");
    }
}
