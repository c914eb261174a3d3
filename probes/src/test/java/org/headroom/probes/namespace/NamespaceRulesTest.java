package org.headroom.probes.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.Observations;
import org.headroom.probes.health.Past;
import org.headroom.probes.health.ProbeAnswer;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.hosts.HostAnswer;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.hosts.Order;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.StackFile;
import org.headroom.scenarios.yaml.ConfigException;
import org.junit.jupiter.api.Test;

class NamespaceRulesTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final String STACK = """
            schema: 1
            sites:
              - { name: site1, hosts: [www.site1.test], docroot: /srv/site1, shadow: /mnt/core/site1,
                  uploads: { link: /srv/site1/uploads, target: /mnt/user/site1 } }
            proxies:
              - { name: web1, address: 10.0.0.11 }
              - { name: web2, address: 10.0.0.12 }
            origins:
              - { name: o1, address: 10.0.0.21 }
              - { name: o2, address: 10.0.0.22 }
            gluster:
              nodes: [o1, o2, web1]
              volumes:
                - { name: core, mount: /mnt/core }
                - { name: user, mount: /mnt/user }
            certificates: { tree: /mnt/user/letsencrypt }
            sync: { master: o1, subservers: [o2], period: 180s }
            """;

    /** Hosts that are well, as the helper tells them; a test changes what it wants to. */
    private final Map<String, Map<String, Map<String, Map<String, String>>>> hosts = new LinkedHashMap<>();

    private final Map<String, List<String>> dns = new HashMap<>();
    private Past past = Past.NONE;

    NamespaceRulesTest() {
        for (String host : List.of("web1", "web2", "o1", "o2")) {
            for (String volume : List.of("core", "user")) {
                set(host, "mountpoints", "/mnt/" + volume, "mounted", "1");
                set(host, "mountpoints", "/mnt/" + volume, "type", "fuse.glusterfs");
                set(host, "mountpoints", "/mnt/" + volume, "source", "o1:/" + volume);
                set(host, "mountpoints", "/mnt/" + volume, "fstab", "o1:/" + volume);
            }
            link(host, "/etc/letsencrypt", "/mnt/user/letsencrypt");
        }
        for (String host : List.of("o1", "o2")) {
            link(host, "/srv/site1/uploads", "/mnt/user/site1");
            set(host, "files", "/srv/site1", "group3", "77:88:5:" + age(7200) + ":/a.css");
        }
        set("o1", "files", "/srv/site1", "sampled", "6");
        set("o1", "files", "/srv/site1", "different", "0");
        for (String proxy : List.of("10.0.0.11", "10.0.0.12")) {
            dns.put(proxy, List.of(proxy));
        }
    }

    private static long age(long seconds) {
        return NOON.getEpochSecond() - seconds;
    }

    private void set(String host, String section, String path, String key, String value) {
        hosts.computeIfAbsent(host, _ -> new LinkedHashMap<>())
                .computeIfAbsent(section, _ -> new LinkedHashMap<>())
                .computeIfAbsent(path, _ -> new LinkedHashMap<>())
                .put(key, value);
    }

    private void unset(String host, String section, String path, String... keys) {
        hosts.getOrDefault(host, Map.of())
                .getOrDefault(section, Map.of())
                .getOrDefault(path, new HashMap<>())
                .keySet()
                .removeAll(List.of(keys));
    }

    private void link(String host, String path, String target) {
        set(host, "links", path, "kind", "link");
        set(host, "links", path, "target", target);
        set(host, "links", path, "leads", "directory");
        set(host, "links", path, "same", "1");
    }

    private void unmounted(String host, String path) {
        unset(host, "mountpoints", path, "type", "source");
        set(host, "mountpoints", path, "mounted", "0");
    }

    private record FakeHost(String host, HostAnswer answer) implements HostSource {
        @Override
        public void order(Order order) {}

        @Override
        public HostAnswer ask(Duration deadline) {
            return answer;
        }
    }

    private static Stack stack(String text) {
        try {
            return StackFile.parse("stack.yaml", text, Path.of("/"));
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Health health(String text, Instant time) {
        Clock clock = Clock.fixed(time, ZoneOffset.UTC);
        List<ProbeAnswer> answers = new ArrayList<>();
        hosts.forEach((host, sections) -> {
            HostFacts facts = new HostFacts(sections, Map.of("links /x", "no answer within 8.0 s"));
            NamespaceProbe probe = new NamespaceProbe(host, new FakeHost(host, new HostAnswer.Looked(facts)), clock);
            answers.add(new ProbeAnswer("namespace", host, probe.sample(Duration.ofSeconds(1))));
        });
        DnsProbe probe = new DnsProbe(stack(text), name -> dns.getOrDefault(name, List.of()), clock);
        answers.add(new ProbeAnswer("namespace", "dns", probe.sample(Duration.ofSeconds(5))));
        return new Health(stack(text), new Observations(time, answers), past);
    }

    private List<Verdict> verdicts(Health health) {
        return new NamespaceTier()
                .rules().stream().flatMap(rule -> rule.judge(health).stream()).toList();
    }

    private List<String> alarms() {
        return verdicts(health(STACK, NOON)).stream()
                .filter(verdict -> !verdict.good())
                .map(verdict -> verdict.level() + " " + verdict.host() + " " + verdict.check())
                .toList();
    }

    private String message(String host, String check) {
        return verdicts(health(STACK, NOON)).stream()
                .filter(one -> one.host().equals(host) && one.check().equals(check))
                .map(Verdict::message)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStackInOrderIsWell() {
        assertThat(alarms()).isEmpty();
        assertThat(verdicts(health(STACK, NOON))).hasSizeGreaterThan(15);
    }

    @Test
    void aVolumeThatFstabListsMustBeMounted() {
        unmounted("web1", "/mnt/core");
        assertThat(alarms()).containsExactly("CRITICAL web1:/mnt/core mount");
        assertThat(message("web1:/mnt/core", "mount"))
                .isEqualTo(
                        "core is not mounted at /mnt/core on web1: an empty directory is in its place, though /etc/fstab"
                                + " lists it");
    }

    /** Neither the links into it nor the files on it get an alarm of their own. */
    @Test
    void whatLiesOnAnUnmountedVolumeIsNotAlarmedTwice() {
        unmounted("o1", "/mnt/user");
        for (String link : List.of("/srv/site1/uploads", "/etc/letsencrypt")) {
            set("o1", "links", link, "leads", "nowhere");
            unset("o1", "links", link, "same");
        }
        unmounted("o1", "/mnt/core");
        set("o1", "files", "/srv/site1", "shadow", "missing");
        assertThat(alarms()).containsExactly("CRITICAL o1:/mnt/core mount", "CRITICAL o1:/mnt/user mount");
    }

    @Test
    void aHostOfTheSameKindTellsWhatShouldBeMounted() {
        unmounted("web1", "/mnt/core");
        unset("web1", "mountpoints", "/mnt/core", "fstab");
        assertThat(alarms()).containsExactly("WARNING web1:/mnt/core mount");
        unmounted("web1", "/mnt/user");
        unset("web1", "mountpoints", "/mnt/user", "fstab");
        link("web1", "/etc/letsencrypt", "/mnt/user/letsencrypt");
        assertThat(alarms()).as("a host that mounts none takes no part").isEmpty();
    }

    @Test
    void anotherVolumeInItsPlaceIsNamed() {
        set("o2", "mountpoints", "/mnt/core", "source", "o1:/user");
        assertThat(alarms()).containsExactly("CRITICAL o2:/mnt/core mount");
        set("o2", "mountpoints", "/mnt/core", "source", "o1:core");
        assertThat(alarms()).isEmpty();
    }

    @Test
    void brokenLinksAreAlarms() {
        set("o1", "links", "/srv/site1/uploads", "target", "/mnt/user/site1-gone");
        set("o1", "links", "/srv/site1/uploads", "leads", "nowhere");
        set("o1", "links", "/srv/site1/uploads", "same", "0");
        set("o2", "links", "/srv/site1/uploads", "kind", "directory");
        set("web1", "links", "/etc/letsencrypt", "kind", "missing");
        assertThat(alarms())
                .containsExactlyInAnyOrder(
                        "CRITICAL o1:/srv/site1/uploads link",
                        "CRITICAL o2:/srv/site1/uploads link",
                        "WARNING web1:/etc/letsencrypt link");
        assertThat(message("o1:/srv/site1/uploads", "link"))
                .contains("leads nowhere (/mnt/user/site1-gone, must be /mnt/user/site1)");
        assertThat(message("o2:/srv/site1/uploads", "link")).contains("stays on this host");
    }

    @Test
    void aLinkByAnotherWayToTheSamePlaceIsRight() {
        set("o1", "links", "/srv/site1/uploads", "target", "../../mnt/user/site1");
        assertThat(alarms()).isEmpty();
        set("o1", "links", "/srv/site1/uploads", "same", "0");
        assertThat(alarms()).containsExactly("CRITICAL o1:/srv/site1/uploads link");
    }

    /** The helper could tell what the link says, and then hung: the mount's own probe alarms. */
    @Test
    void aLinkIntoAFrozenMountIsJudgedByItsText() {
        unset("o1", "links", "/srv/site1/uploads", "leads", "same");
        assertThat(alarms()).isEmpty();
    }

    private void behind(long seconds, long arrived) {
        set("o1", "files", "/srv/site1", "different", "1");
        set("o1", "files", "/srv/site1", "different0", seconds + ":" + arrived + ":size:/style.css");
    }

    @Test
    void aShadowIsBehindByItsOldestFile() {
        behind(300, 300);
        assertThat(alarms()).isEmpty();
        behind(600, 600);
        assertThat(alarms()).containsExactly("WARNING site/site1 shadow");
        assertThat(message("site/site1", "shadow"))
                .isEqualTo(
                        "the shadow of site1 is 10 min behind: /style.css changed on o1 10 min ago and is another content"
                                + " there (1 of 6 files looked at)");
        behind(86_400, 86_400);
        assertThat(alarms()).containsExactly("CRITICAL site/site1 shadow");
    }

    @Test
    void anOldFileThatHasJustComeIsNoOutage() {
        behind(86_400, 60);
        assertThat(alarms()).containsExactly("WARNING site/site1 shadow");
    }

    @Test
    void anotherOriginsFilesAreComparedUnlessTheShadowIsBehind() {
        set("o1", "files", "/srv/site1", "group3", "99:100:5:" + age(3600) + ":/style.css");
        assertThat(alarms()).containsExactly("WARNING o2:/srv/site1 files");
        assertThat(message("o2:/srv/site1", "files")).contains("/style.css changed 60 min ago");
        behind(3600, 3600);
        assertThat(alarms()).containsExactly("CRITICAL site/site1 shadow");
    }

    @Test
    void aFileThatHasJustChangedIsOnItsWayToTheOtherOrigins() {
        set("o1", "files", "/srv/site1", "group3", "99:100:5:" + age(60) + ":/style.css");
        assertThat(alarms()).isEmpty();
    }

    @Test
    void anEvenNumberOfFileServersIsAWarning() {
        Health health = health(STACK.replace("[o1, o2, web1]", "[o1, o2]"), NOON);
        assertThat(verdicts(health))
                .filteredOn(verdict -> !verdict.good())
                .extracting(Verdict::key)
                .containsExactly("namespace gluster odd");
    }

    @Test
    void namesMustLeadToAllProxies() {
        assertThat(message("www.site1.test", "dns")).contains("does not resolve here: not judged");
        dns.put("www.site1.test", List.of("198.51.100.7"));
        assertThat(alarms()).as("behind NAT").isEmpty();
        dns.put("www.site1.test", List.of("10.0.0.12", "10.0.0.11", "2001:db8::1"));
        assertThat(alarms())
                .as("no proxy has an IPv6 address in the stack file")
                .isEmpty();
        dns.put("www.site1.test", List.of("10.0.0.11", "198.51.100.7"));
        assertThat(alarms()).containsExactly("WARNING www.site1.test dns");
        assertThat(message("www.site1.test", "dns"))
                .contains("not to 10.0.0.12")
                .contains("also to 198.51.100.7");
    }

    @Test
    void aNameThatUsedToLeadHereIsMissed() {
        dns.put("www.site1.test", List.of("10.0.0.11", "10.0.0.12"));
        past = Past.NONE.after(health(STACK, NOON).now());
        dns.remove("www.site1.test");
        past = past.after(health(STACK, NOON.plusSeconds(300)).now());
        List<Verdict> later = verdicts(health(STACK, NOON.plusSeconds(600)));
        assertThat(later)
                .filteredOn(verdict -> !verdict.good())
                .extracting(Verdict::message)
                .containsExactly(
                        "www.site1.test does not resolve here, and to no proxy any more, as it did 10 min ago");
        assertThat(verdicts(health(STACK, NOON.plus(Duration.ofDays(8)))))
                .filteredOn(verdict -> verdict.check().equals("dns"))
                .allMatch(Verdict::good);
    }

    @Test
    void aHostThatCannotBeLookedAtIsUnknownAndNothingElse() {
        HostAnswer away = new HostAnswer.Unreachable(true, "Permission denied (publickey)", "set ssh.identity-file");
        NamespaceProbe probe = new NamespaceProbe("o1", new FakeHost("o1", away), Clock.systemUTC());
        Health health = new Health(
                stack(STACK),
                new Observations(
                        NOON, List.of(new ProbeAnswer("namespace", "o1", probe.sample(Duration.ofSeconds(1))))),
                Past.NONE);
        assertThat(verdicts(health))
                .filteredOn(verdict -> !verdict.good())
                .extracting(Verdict::message)
                .containsExactly("o1: Permission denied (publickey)");
    }

    @Property
    void whateverAHelperSaysBreaksNothing(@ForAll String value, @ForAll String path) {
        NamespaceRulesTest fresh = new NamespaceRulesTest();
        for (String key :
                List.of("group1", "group99999999999", "different0", "sampled", "different", "shadow", "whole")) {
            fresh.set("o1", "files", "/srv/site1", key, value);
            fresh.set("o2", "files", path, key, value);
        }
        for (String key : List.of("kind", "target", "leads", "same")) {
            fresh.set("o1", "links", "/srv/site1/uploads", key, value);
        }
        for (String key : List.of("mounted", "type", "source", "fstab")) {
            fresh.set("web1", "mountpoints", "/mnt/core", key, value);
        }
        fresh.dns.put("www.site1.test", List.of(value, path));
        assertThat(fresh.verdicts(fresh.health(STACK, NOON))).isNotEmpty();
    }
}
