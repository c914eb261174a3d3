package org.headroom.loadgen.distributed;

import com.hazelcast.config.CardinalityEstimatorConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.DurableExecutorConfig;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.ListConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.PNCounterConfig;
import com.hazelcast.config.QueueConfig;
import com.hazelcast.config.ReplicatedMapConfig;
import com.hazelcast.config.RingbufferConfig;
import com.hazelcast.config.ScheduledExecutorConfig;
import com.hazelcast.config.SetConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;

/**
 * Turns off what a Hazelcast member would do for its clients beside two kinds of ring buffers, as far as the free
 * edition lets itself be turned off. Whoever knows the cluster's name can still send settings that undo the second half,
 * so it is a lock on the door and not a wall: docs/distributed.md says who must be kept away.
 */
final class HazelcastRules {
    /** A list of allowed classes only counts when it is not empty; there is no class of this name. */
    private static final String NO_CLASS = "none";

    private static final String DEFAULT = "default";
    private static final String NEVER = "never";

    private HazelcastRules() {}

    static Config apply(Config config) {
        makeNoObjects(config);
        doNothingElse(config);
        return config;
    }

    private static void makeNoObjects(Config config) {
        config.setClassLoader(new HazelcastClasses());
        config.getSerializationConfig().setJavaSerializationFilterConfig(nothing());
        config.getSerializationConfig().getCompactSerializationConfig().setZeroConfigFilter(nothing());
        config.getSqlConfig().setJavaReflectionFilterConfig(nothing());
        config.getJetConfig().setEnabled(false);
        config.getManagementCenterConfig()
                .setScriptingEnabled(false)
                .setConsoleEnabled(false)
                .setDataAccessEnabled(false);
    }

    private static JavaSerializationFilterConfig nothing() {
        JavaSerializationFilterConfig nothing = new JavaSerializationFilterConfig().setDefaultsDisabled(true);
        nothing.getWhitelist().addClasses(NO_CLASS);
        return nothing;
    }

    /** All but the ring buffers of lines wants a cluster of two members, which an injector never is part of. */
    private static void doNothingElse(Config config) {
        config.addSplitBrainProtectionConfig(new SplitBrainProtectionConfig(NEVER, true, 2));
        config.addMapConfig(new MapConfig(DEFAULT).setSplitBrainProtectionName(NEVER));
        config.addMultiMapConfig(new MultiMapConfig(DEFAULT).setSplitBrainProtectionName(NEVER));
        config.addReplicatedMapConfig(new ReplicatedMapConfig(DEFAULT).setSplitBrainProtectionName(NEVER));
        config.addQueueConfig(new QueueConfig(DEFAULT).setSplitBrainProtectionName(NEVER));
        config.addListConfig(new ListConfig(DEFAULT).setSplitBrainProtectionName(NEVER));
        config.addSetConfig(new SetConfig(DEFAULT).setSplitBrainProtectionName(NEVER));
        config.addPNCounterConfig(new PNCounterConfig(DEFAULT).setSplitBrainProtectionName(NEVER));
        config.addCardinalityEstimatorConfig(
                new CardinalityEstimatorConfig(DEFAULT).setSplitBrainProtectionName(NEVER));
        config.addExecutorConfig(new ExecutorConfig(DEFAULT).setSplitBrainProtectionName(NEVER));
        config.addDurableExecutorConfig(new DurableExecutorConfig(DEFAULT).setSplitBrainProtectionName(NEVER));
        config.addScheduledExecutorConfig(new ScheduledExecutorConfig(DEFAULT).setSplitBrainProtectionName(NEVER));
        config.addRingBufferConfig(new RingbufferConfig(DEFAULT).setSplitBrainProtectionName(NEVER));
    }
}
