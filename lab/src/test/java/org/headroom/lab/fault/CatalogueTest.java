package org.headroom.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.headroom.lab.host.LabNet;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.LabOptions;
import org.headroom.lab.plan.LabTopology;
import org.headroom.lab.plan.StackPlan;
import org.junit.jupiter.api.Test;

final class CatalogueTest {
    private static List<String> where(FaultName fault, LabTopology topology) {
        StackPlan plan = StackPlan.of(topology, LabOptions.defaults(), LabNet.standard());
        return Catalogue.of(fault).where(plan).stream().map(HostPlan::name).toList();
    }

    @Test
    void theMostSensibleHostIsFirst() {
        assertThat(where(FaultName.NGINX_KILL, LabTopology.FULL)).containsExactly("web1", "web2");
        assertThat(where(FaultName.UDP_DROP, LabTopology.FULL)).containsExactly("web1", "web2");
        assertThat(where(FaultName.CERT_EXPIRED, LabTopology.FULL)).containsExactly("web2");
        assertThat(where(FaultName.SHADOW_STALE, LabTopology.FULL)).containsExactly("origin1");
        assertThat(where(FaultName.LINK_BROKEN, LabTopology.FULL)).containsExactly("origin1", "origin2", "origin3");
        assertThat(where(FaultName.DISK_FULL, LabTopology.SHADOW)).containsExactly("origin1", "web1", "gl2", "gl3");
        assertThat(where(FaultName.HOST_PARTITION, LabTopology.FULL).getFirst()).isEqualTo("origin3");
        assertThat(where(FaultName.HOST_SLOW, LabTopology.GALERA).getFirst()).isEqualTo("origin1");
    }

    @Test
    void aTopologyWithoutTheThingHasNoPlaceForItsFault() {
        assertThat(where(FaultName.UDP_DROP, LabTopology.SINGLE_H2)).isEmpty();
        assertThat(where(FaultName.NGINX_KILL, LabTopology.SINGLE_H1)).isEmpty();
        assertThat(where(FaultName.APACHE_KILL, LabTopology.SINGLE_H3)).isEmpty();
        assertThat(where(FaultName.LINK_BROKEN, LabTopology.GLUSTER_HTDOCS)).isEmpty();
        assertThat(where(FaultName.SHADOW_STALE, LabTopology.SPLIT)).isEmpty();
    }

    @Test
    void anUnknownFaultIsAnsweredWithAllThatThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultName.named("coffee"))
                .withMessageContaining("\"coffee\"")
                .withMessageContaining("nginx-kill")
                .withMessageContaining("host-slow");
    }

    @Test
    void onlyA200TellsHowLongAPageTakes() {
        assertThat(FpmSlow.seconds("200 after 3.211053 s")).isEqualTo(3.211053);
        assertThat(FpmSlow.seconds("503 after 0.001 s")).isNaN();
        assertThat(FpmSlow.seconds("curl: (7) Failed to connect\n000 after 0.0 s"))
                .isNaN();
    }
}
