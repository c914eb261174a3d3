package org.headroom.probes.fpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.headroom.probes.Samples;
import org.junit.jupiter.api.Test;

class PoolStatusParserTest {
    private static final String FULL = Samples.text("fpm-status_json_full.txt");

    @Test
    void readsAnFpmOfDebian() {
        PoolStatus status = parsed(Samples.text("fpm-status_json.txt"));
        assertThat(status.pool()).isEqualTo("www");
        assertThat(status.processManager()).isEqualTo("dynamic");
        assertThat(status.number("idle processes")).hasValue(2);
        assertThat(status.number("accepted conn")).hasValue(1);
        assertThat(status.computeShare()).isEmpty();
    }

    @Test
    void readsTheFullPageToo() {
        assertThat(parsed(FULL).computeShare()).hasValue(0);
        assertThat(parsed(FULL).requestMemory()).hasValue(2_097_152);
    }

    @Test
    void theQueueOfAUnixSocketIsNotBelieved() {
        assertThat(parsed("{\"active processes\":4,\"listen queue\":0,\"listen queue len\":0}")
                        .trustedListenQueue())
                .isEmpty();
        assertThat(parsed("{\"active processes\":4,\"listen queue\":3,\"listen queue len\":511}")
                        .trustedListenQueue())
                .hasValue(3);
    }

    @Test
    void theComputeShareIsWeightedByDurationAndLeavesOutRunningChildrenAndOwnRequests() {
        String page = """
                {"active processes":1,"processes":[
                {"state":"Idle","requests":5,"request duration":300000,"request uri":"/","last request cpu":50.00},
                {"state":"Idle","requests":5,"request duration":100000,"request uri":"/a","last request cpu":90.00},
                {"state":"Running","requests":5,"request duration":9,"request uri":"/","last request cpu":0.00},
                {"state":"Idle","requests":5,"request duration":99999,"request uri":"/fpm-status?json","last request cpu":0.00},
                {"state":"Idle","requests":0,"request duration":0,"request uri":"-","last request cpu":0.00}]}
                """;
        assertThat(parsed(page).computeShare().orElseThrow()).isEqualTo(0.6, within(1e-9));
    }

    @Test
    void theListOfChildrenTellsWhetherOneOfThemServedThePage() {
        String own = "{\"active processes\":1,\"processes\":[{\"state\":\"Running\",\"request uri\":\"%s\"}]}";

        assertThat(parsed(own.formatted("/fpm-status?json&full")).servedByPool())
                .contains(true);
        assertThat(parsed(own.formatted("/")).servedByPool()).contains(false);
        assertThat(parsed("{\"active processes\":1}").servedByPool()).isEmpty();
    }

    @Test
    void anotherPageIsRefusedInWords() {
        assertThat(PoolStatusParser.parse("File not found.\n", "/fpm-status"))
                .isEqualTo(
                        new PoolStatusParser.Unreadable("no JSON in 16 characters that start with 'File not found.'"));
        assertThat(PoolStatusParser.parse("{\"pool\":\"www\"}", "/fpm-status"))
                .isInstanceOf(PoolStatusParser.Unreadable.class);
    }

    @Property
    void survivesAnyText(@ForAll String garbage) {
        assertThat(PoolStatusParser.parse(garbage, "/fpm-status")).isInstanceOf(PoolStatusParser.Unreadable.class);
        assertThat(PoolStatusParser.parse("{\"active processes\":1,\"processes\":" + garbage + "}", "/fpm-status"))
                .isNotNull();
    }

    @Property
    void aTruncatedPageIsRefused(@ForAll @IntRange(max = 1000) int length) {
        String page = FULL.substring(0, Math.min(length, FULL.length() - 1));
        assertThat(PoolStatusParser.parse(page, "/fpm-status")).isInstanceOf(PoolStatusParser.Unreadable.class);
    }

    @Property
    void survivesValuesOfAnyType(@ForAll long number, @ForAll @IntRange(max = 3) int kind) {
        String value = switch (kind) {
            case 0 -> Long.toString(number);
            case 1 -> "\"" + number + "\"";
            case 2 -> "[" + number + "]";
            default -> "null";
        };
        String page = "{\"active processes\":1,\"pool\":" + value + ",\"listen queue len\":" + value
                + ",\"processes\":[{\"state\":" + value + ",\"requests\":" + value + "}]}";
        assertThat(parsed(page).number("active processes")).hasValue(1);
    }

    private static PoolStatus parsed(String page) {
        return switch (PoolStatusParser.parse(page, "/fpm-status")) {
            case PoolStatusParser.Parsed(PoolStatus status) -> status;
            case PoolStatusParser.Unreadable(String why) -> throw new AssertionError(why);
        };
    }
}
