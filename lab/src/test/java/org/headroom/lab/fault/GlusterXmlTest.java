package org.headroom.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class GlusterXmlTest {
    private static final String END = "<opRet>0</opRet><opErrno>0</opErrno><opErrstr/></cliOutput>";

    @Test
    void bricksAreToldApartFromSelfHealDaemons() throws IOException {
        String xml = """
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <cliOutput>
                  <opRet>0</opRet><opErrno>0</opErrno><opErrstr/>
                  <volStatus><volumes><volume><volName>core</volName><nodeCount>3</nodeCount>
                    <node><hostname>origin1</hostname><path>/srv/disk/bricks/core</path><status>1</status>
                      <port>56394</port><ports><tcp>56394</tcp><rdma>N/A</rdma></ports><pid>2714</pid></node>
                    <node><hostname>origin2</hostname><path>/srv/disk/bricks/core</path><status>0</status>
                      <port>N/A</port><ports><tcp>N/A</tcp><rdma>N/A</rdma></ports><pid>-1</pid></node>
                    <node><hostname>Self-heal Daemon</hostname><path>localhost</path><status>1</status></node>
                    <tasks/>
                  </volume></volumes></volStatus>
                </cliOutput>
                """;

        assertThat(GlusterXml.bricks(xml))
                .containsExactly(
                        new GlusterXml.Brick("origin1", "/srv/disk/bricks/core", true),
                        new GlusterXml.Brick("origin2", "/srv/disk/bricks/core", false));
    }

    @Test
    void aBrickThatIsDownHasAnUnknownNumberOfEntries() throws IOException {
        String xml = """
                <cliOutput><healInfo><bricks>
                  <brick hostUuid="f868ffd4-27ab-4f71-9f33-e9b45a194eb7">
                    <name>origin1:/srv/disk/bricks/core</name>
                    <file gfid="e0add61b-aed5-49f4-b9c7-f1817b58b09d">/h3</file>
                    <file>/h2</file>
                    <status>Connected</status>
                    <numberOfEntries>2</numberOfEntries>
                  </brick>
                  <brick hostUuid="-">
                    <name>origin3:/srv/disk/bricks/core</name>
                    <status>Transport endpoint is not connected</status>
                    <numberOfEntries>-</numberOfEntries>
                  </brick>
                </bricks></healInfo>""" + END;

        assertThat(GlusterXml.heal(xml))
                .satisfiesExactly(
                        up -> {
                            assertThat(up.connected()).isTrue();
                            assertThat(up.entries()).hasValue(2);
                            assertThat(up.files()).containsExactly("gfid:e0add61b-aed5-49f4-b9c7-f1817b58b09d", "/h2");
                        },
                        down -> {
                            assertThat(down.name()).isEqualTo("origin3:/srv/disk/bricks/core");
                            assertThat(down.connected()).isFalse();
                            assertThat(down.entries()).isEmpty();
                        });
    }

    @Test
    void optionsAreThoseThatSomebodyHasSet() throws IOException {
        String xml = """
                <cliOutput><volInfo><volumes><volume><name>core</name><options>
                  <option><name>network.ping-timeout</name><value>10</value></option>
                  <option><name>nfs.disable</name><value>on</value></option>
                </options></volume><count>1</count></volumes></volInfo>""" + END;

        assertThat(GlusterXml.options(xml))
                .containsEntry("network.ping-timeout", "10")
                .containsEntry("nfs.disable", "on")
                .hasSize(2);
    }

    @Test
    void aRefusalIsToldInGlustersWords() {
        String xml = "<cliOutput><opRet>-1</opRet><opErrno>30800</opErrno>"
                + "<opErrstr>Volume core does not exist</opErrstr></cliOutput>";

        assertThatThrownBy(() -> GlusterXml.bricks(xml))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Volume core does not exist");
    }

    @Test
    void whatIsNoXmlIsRefused() {
        assertThatThrownBy(() -> GlusterXml.heal("Error : Request timed out"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Request timed out");
        assertThatThrownBy(() -> GlusterXml.heal("")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> GlusterXml.heal("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"))
                .isInstanceOf(IOException.class);
    }
}
