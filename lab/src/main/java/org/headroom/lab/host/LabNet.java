package org.headroom.lab.host;

import java.nio.file.Path;

/**
 * Names and addresses of one lab's network. Labs with different tags and subnets can be up beside each other.
 *
 * @param tag goes into every name; empty for the usual lab, at most two letters
 * @param subnet third number of its addresses, 10.77.SUBNET.0/24
 */
public record LabNet(String tag, int subnet) {
    private static final int LONGEST_TAG = 2;
    private static final int LAST_SUBNET = 255;

    public LabNet {
        // hrs-, hri- and hro- begin the names of slow lines.
        if (tag.length() > LONGEST_TAG
                || !tag.matches("[a-z]*")
                || tag.matches("[sio]")
                || subnet < 0
                || subnet > LAST_SUBNET) {
            throw new IllegalArgumentException(
                    "a tag has at most two letters and is not s, i or o, a subnet is 0 to 255: " + tag + " " + subnet);
        }
    }

    /** 10.77.0.0/24. */
    public static LabNet standard() {
        return new LabNet("", 0);
    }

    /** The address with that last number. */
    public String address(int last) {
        return "10.77." + subnet + "." + last;
    }

    /** This machine's own address in the lab: the bridge's. Hosts have no route beyond it. */
    public String gateway() {
        return address(1);
    }

    public String cidr() {
        return address(0) + "/24";
    }

    public String bridge() {
        return "hr" + tag + "br";
    }

    /** The machine's end of a host's line. At most 15 characters, as the kernel wants it. */
    public String link(String host) {
        return "hr" + tag + "-" + host;
    }

    /** From which the interfaces of a host's slow line take their names, after their first four characters. */
    public String line(String host) {
        return tag.isEmpty() ? host : tag + "-" + host;
    }

    /** Whether a link on the machine belongs to this lab: the bridge, a host's line, or a part of a slow one. */
    boolean owns(String link) {
        return link.equals(bridge()) || link.startsWith(link("")) || link.matches("hr[sio]-" + line("[^-]+"));
    }

    String namespacePrefix() {
        return "headroom" + tag + "-";
    }

    /** As {@code ip netns} knows it. */
    public String namespace(String host) {
        return namespacePrefix() + host;
    }

    Path namespaceFile(String host) {
        return Path.of("/run/netns", namespace(host));
    }

    /** The directory of cgroups that holds one for each host. */
    String cgroup() {
        return "headroom" + tag;
    }
}
