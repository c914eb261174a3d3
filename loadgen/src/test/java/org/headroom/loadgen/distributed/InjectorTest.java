package org.headroom.loadgen.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.headroom.loadgen.run.Arrivals;
import org.headroom.loadgen.run.LoadPlan;
import org.headroom.loadgen.run.LoadRun;
import org.headroom.loadgen.transport.Carriers;
import org.headroom.loadgen.transport.H3Choice;
import org.headroom.loadgen.transport.JettyTestServer;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.TcpChoice;
import org.headroom.loadgen.transport.TestCertificate;
import org.headroom.loadgen.transport.TestServer;
import org.junit.jupiter.api.Test;

/** What injectors put up with, and what not. */
class InjectorTest extends InjectorsOnLoopback {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void pingsComeByTimeWhileInjectorsGetWarmSoTheAgreedStartIsHeardInTime() throws Exception {
        startInjectors(2);
        LoadRun.Measured measured = run(
                plan(
                        new Arrivals.OpenRate(50),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Protocol.H1,
                        target("http", server.address())),
                directory,
                (_, _) -> {});

        assertThat(measured.interrupted()).isFalse();
        assertThat(measured.protocols().getFirst().pages().count()).isEqualTo(100);
        assertThat(Hazelcast.getAllHazelcastInstances())
                .hasSize(2)
                .allSatisfy(member -> assertThat(heard(member))
                        .as("messages to an injector in a run of some 10 s; thousands if each answer asks again")
                        .isBetween(20L, 300L));
    }

    private static long heard(HazelcastInstance member) {
        return member.getRingbuffer(HazelcastLine.INBOX).tailSequence() + 1;
    }

    @Test
    void anInjectorThatIsReadyEarlyWaitsForOneThatTakesLongToDecide() throws Exception {
        startInjectors(1);
        CountDownLatch neverUp = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        startInjector(
                InetAddress.getLoopbackAddress(),
                name -> {
                    if (first.getAndSet(false)) {
                        await().atMost(PATIENCE)
                                .until(() -> said.stream().anyMatch(line -> line.startsWith("plan accepted")));
                        pass(Injector.SILENCE.plusSeconds(2), neverUp);
                    }
                    return onlyLocalhost(name);
                },
                InjectorSecrets.NONE);
        connect(KEY, "1", plan(new Arrivals.OpenRate(10), Duration.ofSeconds(1)))
                .close();

        assertThat(first).as("the slow one was asked").isFalse();
        assertThat(said).hasSizeGreaterThanOrEqualTo(2);
        assertThat(said.subList(0, 2)).allSatisfy(line -> assertThat(line).startsWith("plan accepted"));
    }

    /** Time that is the subject of a test itself: longer than an injector bears silence. */
    private static void pass(Duration time, CountDownLatch neverUp) {
        try {
            assertThat(neverUp.await(time.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatATransportHasToSayIsToldWithTheInjectorsName() throws Exception {
        startInjectors(1);
        TransportSettings discovering = new TransportSettings(
                new Carriers(TcpChoice.AUTO, H3Choice.AUTO, true), true, "", Duration.ofSeconds(5));
        try (TestServer site = JettyTestServer.h2(TestCertificate.good())) {
            LoadPlan plan = plan(
                    new Arrivals.OpenRate(5),
                    Duration.ofSeconds(1),
                    Duration.ZERO,
                    Protocol.H3,
                    target("https", site.address()));
            Injectors connected = Injectors.connect(addresses, KEY, "1", plan, discovering);
            run(plan, connected, directory, (_, _) -> {});
        }

        assertThat(notes)
                .singleElement()
                .asString()
                .startsWith("injector " + addresses.getFirst() + ": not one request went over h3");
    }

    @Test
    void nothingIsKeptOfAConversationThatIsOver() throws Exception {
        startInjectors(1);
        LoadPlan plan = plan(new Arrivals.OpenRate(5), Duration.ofSeconds(1));
        try (Injectors _ = connect(KEY, "1", plan)) {
            assertThat(injectors.getFirst().conversations()).isEqualTo(1);
        }
        run(plan, directory, (_, _) -> {});

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(injectors.getFirst().conversations()).isZero());
        assertThat(Hazelcast.getAllHazelcastInstances())
                .singleElement()
                .satisfies(member -> await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(member.getDistributedObjects())
                                .extracting(object -> object.getName())
                                .containsExactly(HazelcastLine.INBOX)));
    }

    @Test
    void aBadMessageIsDroppedWithOneLineAndTheNextPlanIsPlayed() throws Exception {
        startInjectors(1);
        String good = new String(new MessageCodec().encode(new Message.Hello("1", "zz")), StandardCharsets.UTF_8);
        say(good);
        say(good.replace("\"1\"", "null"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(said)
                        .filteredOn(line -> line.startsWith("a message was dropped: "))
                        .hasSize(2));

        LoadRun.Measured measured = run(plan(new Arrivals.OpenRate(5), Duration.ofSeconds(1)), directory, (_, _) -> {});
        assertThat(measured.protocols().getFirst().pages().count()).isEqualTo(5);
    }

    private void say(String text) throws Exception {
        SessionId session = SessionId.random();
        try (HazelcastLine line = HazelcastLine.open(addresses.getFirst(), KEY.clusterName(), session)) {
            int before = said.size();
            line.send(new SessionKeys(KEY, session).hello().seal(text.getBytes(StandardCharsets.UTF_8)));
            await().atMost(PATIENCE).until(() -> said.size() > before);
        }
    }

    @Test
    void anInjectorThatCanHearNobodySaysSo() throws Exception {
        startInjectors(1);
        Hazelcast.getAllHazelcastInstances()
                .forEach(member -> member.getLifecycleService().terminate());

        assertThat(injectors.getFirst().lineGone().toCompletableFuture().get(30, TimeUnit.SECONDS))
                .contains("has ended");
    }

    @Test
    void aShortBreakOfTheNetworkIsSurvivedAndNothingIsLostOrCountedTwice() throws Exception {
        startInjectors(1);
        try (CuttableRelay relay = new CuttableRelay(addresses.removeFirst())) {
            addresses.add(relay.address());
            AtomicBoolean whole = new AtomicBoolean(true);
            LoadRun.Measured measured =
                    run(plan(new Arrivals.OpenRate(20), Duration.ofSeconds(8)), directory, (_, progress) -> {
                        if (progress.done() > 20 && whole.getAndSet(false)) {
                            relay.cut();
                        }
                    });

            assertThat(whole).as("the line was cut").isFalse();
            assertThat(measured.injectors())
                    .singleElement()
                    .satisfies(one -> assertThat(one.state()).isEqualTo("done"));
            assertThat(measured.protocols().getFirst().pages().count()).isEqualTo(160);
        }
    }

    @Test
    void anInjectorListensAndIsReachedAtAnAddressOfIpVersion6() throws Exception {
        startInjector(InetAddress.ofLiteral("::1"), InjectorsOnLoopback::onlyLocalhost, InjectorSecrets.NONE);
        assertThat(addresses.getFirst())
                .hasToString("[0:0:0:0:0:0:0:1]:" + addresses.getFirst().port());
        addresses.add(InjectorAddress.parse("[::1]:" + addresses.removeFirst().port()));

        LoadRun.Measured measured = run(plan(new Arrivals.OpenRate(5), Duration.ofSeconds(1)), directory, (_, _) -> {});
        assertThat(measured.protocols().getFirst().pages().count()).isEqualTo(5);
    }

    @Test
    void aPlanMayNameOnlySecretsThatTheInjectorWasGiven() throws Exception {
        Path mine = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(mine.resolve("shop"), "s3cret");
        Path foreign = Files.writeString(directory.resolve("passwd"), "root");
        Files.createSymbolicLink(mine.resolve("link"), foreign);
        startInjector(
                InetAddress.getLoopbackAddress(),
                InjectorsOnLoopback::onlyLocalhost,
                new InjectorSecrets(List.of(mine), Set.of("PATH")));

        assertRefused("${file:" + foreign + "}", "start it with --secrets DIR");
        assertRefused("${file:" + mine + "/../passwd}", "start it with --secrets DIR");
        assertRefused("${file:" + mine + "/link}", "start it with --secrets DIR");
        assertRefused("${file:" + directory + "/none}", "start it with --secrets DIR");
        assertRefused("${file:" + mine + "/none}", "no such file on the injector");
        assertRefused("${env:HOME}", "start it with --secret-env HOME");
        connect(KEY, "1", secretPlan("${file:" + mine + "/shop}${env:PATH}")).close();
    }

    private void assertRefused(String secret, String why) throws Exception {
        LoadPlan plan = secretPlan(secret);
        assertThatThrownBy(() -> connect(KEY, "1", plan))
                .isInstanceOf(InjectorsException.class)
                .hasMessageContaining(secret)
                .hasMessageContaining(why);
    }

    private LoadPlan secretPlan(String secret) {
        return plan(
                new Arrivals.OpenRate(1),
                Duration.ofSeconds(1),
                Duration.ZERO,
                Protocol.H1,
                target("http", server.address()),
                "/?secret=" + secret);
    }
}
