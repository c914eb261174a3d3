package org.headroom.loadgen.generator;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** Hears of every garbage collection of this JVM that stopped its threads, until closed. */
final class GcPauses implements AutoCloseable {
    private final List<NotificationEmitter> emitters = new ArrayList<>();
    private final NotificationListener listener = (notification, _) -> heard(notification);
    private long collections;
    private double pausedMillis;
    private double longestMillis;

    GcPauses() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            // Collectors that work beside the program report their cycles too; those stop nothing.
            boolean stops = !collector.getName().toLowerCase(Locale.ROOT).matches(".*(concurrent|cycles).*");
            if (stops && collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(listener, null, null);
                emitters.add(emitter);
            }
        }
    }

    private void heard(Notification notification) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
                && notification.getUserData() instanceof CompositeData data) {
            pause((double)
                    GarbageCollectionNotificationInfo.from(data).getGcInfo().getDuration());
        }
    }

    synchronized void pause(double millis) {
        collections++;
        pausedMillis += millis;
        longestMillis = Math.max(longestMillis, millis);
    }

    /** What has been heard since the last call. */
    record Heard(long collections, double pausedMillis, double longestMillis) {}

    synchronized Heard take() {
        Heard heard = new Heard(collections, pausedMillis, longestMillis);
        collections = 0;
        pausedMillis = 0;
        longestMillis = 0;
        return heard;
    }

    @Override
    public void close() {
        for (NotificationEmitter emitter : emitters) {
            try {
                emitter.removeNotificationListener(listener);
            } catch (ListenerNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
        emitters.clear();
    }
}
