package org.headroom.lab.fault;

import org.headroom.lab.daemon.Services;
import org.headroom.lab.plan.Part;

/** Which fault does what. */
final class Catalogue {
    private Catalogue() {}

    static Fault of(FaultName name) {
        return switch (name) {
            case NGINX_KILL -> new KillDaemon(Services.NGINX, Part.NGINX);
            case APACHE_KILL -> new KillDaemon(Services.APACHE, Part.APACHE);
            case FPM_KILL -> new KillDaemon(Services.FPM, Part.FPM);
            case GALERA_KILL -> new KillDatabase();
            // hosts and web: begin
            case FPM_SLOW -> new FpmSlow();
            case LINK_BROKEN -> new LinkBroken();
            case SHADOW_STALE -> new ShadowStale();
            case CERT_EXPIRED -> new CertExpired();
            case UDP_DROP -> new UdpDrop();
            case DISK_FULL -> new DiskFull();
            case HOST_PARTITION -> new HostPartition();
            case HOST_SLOW -> new HostSlow();
            // hosts and web: end
            // data: begin
            case GALERA_FREEZE -> new FreezeGaleraNode();
            case GALERA_NONPRIMARY -> new LoseQuorum();
            case GALERA_SPLIT_BRAIN -> new SplitGalera();
            case BRICK_KILL -> new KillBrick();
            case BRICK_FREEZE -> new FreezeBrick();
            case HEAL_PENDING -> new PendingHeal();
            case GLUSTER_SPLIT_BRAIN -> new SplitFile();
            case VOLUME_UNMOUNT -> new UnmountVolume();
            // data: end
        };
    }
}
