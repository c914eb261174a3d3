package org.headroom.lab.fault;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What {@code gluster --xml} prints. Text that is no such answer is an {@link IOException}. */
final class GlusterXml {
    private GlusterXml() {}

    /**
     * A brick, as {@code volume status} tells.
     *
     * @param host where it is
     */
    record Brick(String host, String path, boolean online) {}

    /**
     * A brick, as {@code volume heal … info} tells.
     *
     * @param name host and path, separated by a colon
     * @param status {@code Connected}, or why it is not
     * @param entries how many files wait; empty when the brick cannot be asked
     * @param files those that it names, as {@code gfid:} and their identifier, which every brick knows; where it tells none,
     *     the path from the volume's root
     */
    record Heal(String name, String status, OptionalInt entries, List<String> files) {
        Heal {
            files = List.copyOf(files);
        }

        boolean connected() {
            return status.equals("Connected");
        }
    }

    /** The bricks of {@code volume status}; self-heal daemons, which it lists among them, are left out. */
    static List<Brick> bricks(String xml) throws IOException {
        List<Brick> bricks = new ArrayList<>();
        for (Element node : elements(answer(xml).getElementsByTagName("node"))) {
            String path = text(node, "path");
            // Other daemons of the volume have "localhost" or an identifier there.
            if (path.startsWith("/")) {
                bricks.add(new Brick(
                        text(node, "hostname"), path, text(node, "status").equals("1")));
            }
        }
        return List.copyOf(bricks);
    }

    /** The bricks of {@code volume heal … info} or {@code … info split-brain}. */
    static List<Heal> heal(String xml) throws IOException {
        List<Heal> bricks = new ArrayList<>();
        for (Element brick : elements(answer(xml).getElementsByTagName("brick"))) {
            List<String> files = elements(brick.getElementsByTagName("file")).stream()
                    .map(file -> file.hasAttribute("gfid")
                            ? "gfid:" + file.getAttribute("gfid")
                            : file.getTextContent().strip())
                    .toList();
            bricks.add(new Heal(
                    text(brick, "name"), text(brick, "status"), number(text(brick, "numberOfEntries")), files));
        }
        return List.copyOf(bricks);
    }

    /** The options of a volume that somebody has set, of {@code volume info VOLUME}. */
    static Map<String, String> options(String xml) throws IOException {
        Map<String, String> options = new LinkedHashMap<>();
        for (Element option : elements(answer(xml).getElementsByTagName("option"))) {
            options.put(text(option, "name"), text(option, "value"));
        }
        return options;
    }

    private static Document answer(String xml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            // Else it prints to standard error.
            builder.setErrorHandler(null);
            Document document = builder.parse(new InputSource(new StringReader(xml)));
            Element root = document.getDocumentElement();
            if (!text(root, "opRet").equals("0")) {
                throw new IOException("gluster says: " + text(root, "opErrstr"));
            }
            return document;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this JDK cannot read XML", e);
        } catch (SAXException e) {
            throw new IOException("not an answer of gluster --xml: " + xml.strip(), e);
        }
    }

    private static String text(Element parent, String name) {
        List<Element> found = elements(parent.getElementsByTagName(name));
        return found.isEmpty() ? "" : found.getFirst().getTextContent().strip();
    }

    private static OptionalInt number(String text) {
        return text.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int index = 0; index < nodes.getLength(); index++) {
            if (nodes.item(index) instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }
}
