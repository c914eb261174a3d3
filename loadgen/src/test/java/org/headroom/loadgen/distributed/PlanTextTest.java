package org.headroom.loadgen.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.headroom.loadgen.page.LoadTarget;
import org.headroom.loadgen.page.RequestLimits;
import org.headroom.loadgen.run.Arrivals;
import org.headroom.loadgen.run.LoadPlan;
import org.headroom.loadgen.schedule.ArrivalCurve;
import org.headroom.loadgen.schedule.Phase;
import org.headroom.loadgen.schedule.RateLine;
import org.headroom.loadgen.schedule.Schedule;
import org.headroom.loadgen.schedule.Share;
import org.headroom.loadgen.schedule.Spacing;
import org.headroom.loadgen.slo.Slo;
import org.headroom.loadgen.transport.Carriers;
import org.headroom.loadgen.transport.H3Choice;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.TcpChoice;
import org.headroom.scenarios.catalogue.Catalogue;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    private static final TransportSettings TRANSPORTS = new TransportSettings(
            new Carriers(TcpChoice.JETTY, H3Choice.KWIK, true), false, "PEM\ntext", Duration.ofSeconds(7));

    @Test
    void aPlanArrivesAsItWasSent() throws Exception {
        LoadPlan plan = plan(new Arrivals.OpenRate(12.5));

        PlanText arrived = PlanText.decode(new PlanText(plan, TRANSPORTS).encode());

        assertThat(arrived).isEqualTo(new PlanText(plan, TRANSPORTS));
        assertThat(arrived.plan()
                        .target()
                        .endpoint("site")
                        .addresses()
                        .getFirst()
                        .getHostString())
                .as("the name that certificates are checked against")
                .isEqualTo("www.example.org");
    }

    @Test
    void closedVisitorsArriveAsTheyWereSent() throws Exception {
        LoadPlan plan = plan(new Arrivals.ClosedVisitors(3));

        assertThat(PlanText.decode(new PlanText(plan, TRANSPORTS).encode()).plan())
                .isEqualTo(plan);
    }

    @Test
    void aCurveGivesTheSameArrivalsToTheNanosecondOnEveryMachine() throws Exception {
        ArrivalCurve curve = new ArrivalCurve(List.of(
                new Phase("climb", List.of(new RateLine(Duration.ofMillis(3_333), 0, 17.1))),
                new Phase(
                        "day",
                        List.of(
                                RateLine.constant(Duration.ofSeconds(7), 1.0 / 3),
                                RateLine.constant(Duration.ofSeconds(5), 40)))));
        for (Spacing spacing : Spacing.values()) {
            LoadPlan plan = plan(new Arrivals.OpenCurve(curve, spacing, 42));
            LoadPlan arrived =
                    PlanText.decode(new PlanText(plan, TRANSPORTS).encode()).plan();

            Schedule sent = plan.arrivals().schedule(Duration.ZERO, Duration.ZERO, 1.7);
            Schedule got = arrived.arrivals().schedule(Duration.ZERO, Duration.ZERO, 1.7);
            long index = 0;
            while (sent.fireNanos(index).isPresent()) {
                assertThat(got.fireNanos(index)).isEqualTo(sent.fireNanos(index));
                index++;
            }
            assertThat(got.fireNanos(index)).isEqualTo(OptionalLong.empty());
            assertThat(index).isPositive();
            assertThat(arrived.arrivals().phases()).isEqualTo(plan.arrivals().phases());
        }
    }

    @Test
    void whatIsNoPlanIsSaidToBeNone() throws Exception {
        String text = new PlanText(plan(new Arrivals.OpenRate(1)), TRANSPORTS).encode();

        assertThatThrownBy(() -> PlanText.decode(text.replace("OpenRate", "java.lang.Runtime")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PlanText.decode(text.replace("192.0.2.7", "evil.example.org")))
                .hasMessageContaining("no address");
        assertThatThrownBy(() -> PlanText.decode("{}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLostInjectorLeavesOutItsShareFromThenOn() throws Exception {
        LostArrivals open = new LostArrivals(plan(new Arrivals.OpenRate(10)));
        Share second = new Share(1, 4);

        assertThat(open.all()).isEqualTo(300);
        assertThat(open.of(second)).isEqualTo(75);
        assertThat(open.of(second, 0)).isEqualTo(75);
        assertThat(open.of(second, Duration.ofSeconds(20).toNanos())).isEqualTo(25);
        assertThat(open.of(second, Duration.ofHours(1).toNanos())).isZero();
        LostArrivals closed = new LostArrivals(plan(new Arrivals.ClosedVisitors(9)));
        assertThat(closed.of(second, Duration.ofSeconds(20).toNanos()))
                .as("visitors would have stayed to the end")
                .isEqualTo(2);
    }

    private static LoadPlan plan(Arrivals arrivals) throws UnknownHostException {
        InetSocketAddress address = new InetSocketAddress(
                InetAddress.getByAddress("www.example.org", new byte[] {(byte) 192, 0, 2, 7}), 8443);
        double pagesPerVisit = Catalogue.scenario("wordpress-front").meanPagesPerVisit();
        assertThat(pagesPerVisit).isEqualTo(1);
        return new LoadPlan(
                Catalogue.scenario("wordpress-front"),
                new LoadTarget(
                        Map.of("site", new LoadTarget.Endpoint("https", "www.example.org", 8443, List.of(address)))),
                List.of(Protocol.H2, Protocol.H3),
                arrivals,
                Duration.ZERO,
                Duration.ofSeconds(30),
                Duration.ofSeconds(3),
                RequestLimits.DEFAULT,
                77,
                Slo.parse("page.p95<2s,errors[front]<0.1%"),
                5,
                "agent");
    }
}
