package org.headroom.loadgen.gatling;

import io.gatling.javaapi.core.ProtocolBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.headroom.loadgen.page.RequestLimits;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.scenarios.catalogue.Catalogue;
import org.headroom.scenarios.endpoint.Resolution;
import org.headroom.scenarios.endpoint.Target;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.yaml.ConfigException;
import org.headroom.scenarios.yaml.ScenarioFile;

/**
 * The site under test, told to Gatling as a protocol. Each method gives a new builder. Load goes only to loopback and
 * to hosts named by {@link #allow}; a simulation that would load another does not start.
 */
public final class SiteBuilder implements ProtocolBuilder {
    private final Site site;

    private SiteBuilder(Site site) {
        this.site = site;
    }

    static SiteBuilder of(String url) {
        return new SiteBuilder(new Site(
                Target.parse(url),
                Catalogue.scenario(Catalogue.WORDPRESS_FRONT),
                Protocol.H2,
                new TrustPolicy.SystemTrust(),
                List.of(),
                List.of(),
                RequestLimits.DEFAULT));
    }

    /**
     * Pages from a scenario file, e.g. one that {@code headroom capture} wrote.
     *
     * @throws IllegalArgumentException with everything that is wrong with the file
     */
    public SiteBuilder scenario(String file) {
        try {
            return scenario(ScenarioFile.read(Path.of(file)));
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Pages from a scenario that is at hand. */
    public SiteBuilder scenario(Scenario scenario) {
        return new SiteBuilder(site.withScenario(scenario));
    }

    /** What pages are loaded over that name no protocol themselves; h2 unless given (h1 for plain http). */
    public SiteBuilder over(Protocol protocol) {
        return new SiteBuilder(site.withProtocol(protocol));
    }

    /** Load may go to this host: its owner agrees. */
    public SiteBuilder allow(String host) {
        return new SiteBuilder(site.withAllowed(plus(site.allowed(), host)));
    }

    /** Connections to a host and port go to that address: {@code HOST:PORT:ADDRESS}; several take turns. */
    public SiteBuilder resolve(String resolution) {
        return new SiteBuilder(site.withResolutions(plus(site.resolutions(), Resolution.parse(resolution))));
    }

    /** Trusts the certificates of this CA file (PEM) as well. */
    public SiteBuilder cacert(String file) {
        return new SiteBuilder(site.withTrust(new TrustPolicy.CaFile(Path.of(file))));
    }

    /** Verifies no certificate. */
    public SiteBuilder insecure() {
        return new SiteBuilder(site.withTrust(new TrustPolicy.Insecure()));
    }

    /** How long a request and a page may take before they have failed; 30 s and 60 s unless given. */
    public SiteBuilder timeouts(Duration request, Duration page) {
        return new SiteBuilder(site.withLimits(new RequestLimits(request, page)));
    }

    @Override
    public io.gatling.core.protocol.Protocol protocol() {
        return site;
    }

    private static <T> List<T> plus(List<T> list, T one) {
        List<T> longer = new ArrayList<>(list);
        longer.add(one);
        return List.copyOf(longer);
    }

    /** Gatling's protocol: what the builder was told. */
    record Site(
            Target target,
            Scenario scenario,
            Protocol protocol,
            TrustPolicy trust,
            List<String> allowed,
            List<Resolution> resolutions,
            RequestLimits limits)
            implements io.gatling.core.protocol.Protocol {
        Site withScenario(Scenario other) {
            return new Site(target, other, protocol, trust, allowed, resolutions, limits);
        }

        Site withProtocol(Protocol other) {
            return new Site(target, scenario, other, trust, allowed, resolutions, limits);
        }

        Site withTrust(TrustPolicy other) {
            return new Site(target, scenario, protocol, other, allowed, resolutions, limits);
        }

        Site withAllowed(List<String> other) {
            return new Site(target, scenario, protocol, trust, other, resolutions, limits);
        }

        Site withResolutions(List<Resolution> other) {
            return new Site(target, scenario, protocol, trust, allowed, other, limits);
        }

        Site withLimits(RequestLimits other) {
            return new Site(target, scenario, protocol, trust, allowed, resolutions, other);
        }
    }
}
