package org.headroom.loadgen.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializable;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import java.io.Serializable;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stranger who has read the cluster's name on the line and speaks Hazelcast's own protocol to an injector. */
class HazelcastRulesTest extends InjectorsOnLoopback {
    private static final ConcurrentMap<String, Boolean> MADE = new ConcurrentHashMap<>();

    private HazelcastInstance stranger;

    @BeforeEach
    void connect() throws Exception {
        MADE.clear();
        startInjectors(1);
        ClientConfig config = new ClientConfig().setClusterName(KEY.clusterName());
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.getNetworkConfig().addAddress(addresses.getFirst().toString());
        stranger = HazelcastClient.newHazelcastClient(config);
    }

    @AfterEach
    void disconnect() {
        stranger.shutdown();
    }

    @Test
    void nothingButTheLinesIsStoredOrRun() {
        assertThatThrownBy(() -> stranger.getMap("any").put("a", "b"))
                .isInstanceOf(SplitBrainProtectionException.class);
        assertThatThrownBy(() -> stranger.getQueue("any").add("a")).isInstanceOf(SplitBrainProtectionException.class);
        assertThatThrownBy(() -> stranger.getRingbuffer("any").add("a"))
                .isInstanceOf(SplitBrainProtectionException.class);
        assertThatThrownBy(() ->
                        stranger.getExecutorService("any").submit(new ByName()).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SplitBrainProtectionException.class);
        assertThat(MADE).isEmpty();
    }

    @Test
    void noClassOfOursIsMadeEvenBehindSettingsOfTheStrangers() {
        stranger.getConfig().addExecutorConfig(new ExecutorConfig("mine"));

        assertThatThrownBy(() ->
                        stranger.getExecutorService("mine").submit(new ByName()).get())
                .hasStackTraceContaining("is not Hazelcast's");
        assertThatThrownBy(() ->
                        stranger.getExecutorService("mine").submit(new AsJava()).get())
                .hasStackTraceContaining("Resolving class");
        assertThat(MADE).isEmpty();
    }

    /** Hazelcast makes it by the name of its class. */
    static final class ByName implements Callable<String>, DataSerializable {
        @Override
        public String call() {
            MADE.put("called", true);
            return "done";
        }

        @Override
        public void writeData(ObjectDataOutput out) {}

        @Override
        public void readData(ObjectDataInput in) {
            MADE.put("made by name", true);
        }
    }

    /** Java makes it. */
    static final class AsJava implements Callable<String>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public String call() {
            MADE.put("called", true);
            return "done";
        }
    }
}
