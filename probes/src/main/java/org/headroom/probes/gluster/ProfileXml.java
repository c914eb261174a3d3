package org.headroom.probes.gluster;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What {@code gluster --xml volume profile VOLUME info cumulative} tells of each brick. It comes from another host, so nothing in
 * it is believed: no entities, no document types, and what is no number counts as nothing.
 */
final class ProfileXml {
    /** Waiting for a lock is not the brick's doing, and some have no time at all. */
    private static final String NO_WORK = "(F?INODELK|F?ENTRYLK|LK|RELEASE|RELEASEDIR|FORGET|UPCALL.*|CI_.*)";

    private static final String NUMBER = "\\d{1,15}(\\.\\d{1,9})?";

    private final XMLStreamReader reader;
    private final Map<String, Work> bricks = new LinkedHashMap<>();
    private String brick = "";
    private String operation = "";
    private double hits;
    private boolean cumulative;

    /**
     * What a brick has done since it started.
     *
     * @param calls operations
     * @param units of time for all of them, nanoseconds since Gluster 9, microseconds before
     */
    record Work(double calls, double units) {
        private Work plus(double moreCalls, double moreUnits) {
            return new Work(calls + moreCalls, units + moreUnits);
        }
    }

    private ProfileXml(XMLStreamReader reader) {
        this.reader = reader;
    }

    /** By brick, as gluster names it; empty if this is no such answer, or not all of it. */
    static Optional<Map<String, Work>> parse(String xml) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
            try {
                ProfileXml parser = new ProfileXml(reader);
                parser.read();
                return Optional.of(parser.bricks);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    private void read() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    text.setLength(0);
                    cumulative |= reader.getLocalName().equals("cumulativeStats");
                }
                case XMLStreamConstants.CHARACTERS -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    ended(reader.getLocalName(), text.toString().strip());
                    text.setLength(0);
                }
                default -> {
                    // Comments and the like.
                }
            }
        }
    }

    private void ended(String element, String text) {
        switch (element) {
            case "brickName" -> brick = text;
            case "cumulativeStats" -> cumulative = false;
            case "name" -> operation = text;
            case "hits" -> hits = number(text);
            case "avgLatency" -> {
                double mean = number(text);
                if (cumulative && !brick.isEmpty() && mean > 0 && !operation.matches(NO_WORK)) {
                    bricks.merge(
                            brick, new Work(hits, hits * mean), (one, more) -> one.plus(more.calls(), more.units()));
                }
            }
            default -> {
                // Other versions may tell more.
            }
        }
    }

    private static double number(String text) {
        return text.matches(NUMBER) ? Double.parseDouble(text) : 0;
    }
}
