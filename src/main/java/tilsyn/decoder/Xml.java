package tilsyn.decoder;

import java.io.Reader;
import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The only way XML is read: no document type, no entities of its own, nothing fetched. */
public final class Xml {
    private static final XMLInputFactory FACTORY = factory();

    private Xml() {}

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        return factory;
    }

    /** Over one element with all it holds; characters that XML does not allow are shown as U+FFFD. */
    public static XMLStreamReader reader(String element) throws XMLStreamException {
        return FACTORY.createXMLStreamReader(new StringReader(allowed(element)));
    }

    /** Over a document as it is read; to be given something that bounds how long a text can get. */
    public static XMLStreamReader reader(Reader document) throws XMLStreamException {
        return FACTORY.createXMLStreamReader(document);
    }

    /** A name without its prefix. */
    public static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    private static String allowed(String text) {
        int at = 0;
        while (at < text.length() && isAllowed(text, at)) at++;
        boolean references = text.contains("&#");
        if (at == text.length() && !references) return text;
        var allowed = new StringBuilder(text);
        for (; at < allowed.length(); at++) if (!isAllowed(allowed, at)) allowed.setCharAt(at, '\uFFFD');
        if (references) replaceReferences(allowed);
        return allowed.toString();
    }

    /** {@code &#x1;} and the like stand for characters that are not allowed either, and Windows writes them. */
    private static void replaceReferences(StringBuilder text) {
        for (int at = text.indexOf("&#"); at >= 0; at = text.indexOf("&#", at + 2)) {
            int semicolon = text.indexOf(";", at);
            if (semicolon < 0 || semicolon - at > 10) continue;
            boolean hex = text.charAt(at + 2) == 'x';
            int code = number(text, hex ? at + 3 : at + 2, semicolon, hex ? 16 : 10);
            if (code == 9
                    || code == 10
                    || code == 13
                    || code >= 32 && (code < 0xD800 || code > 0xDFFF && code < 0xFFFE)) continue;
            if (code > 0xFFFF && code <= 0x10FFFF) continue;
            for (int i = at; i <= semicolon; i++) text.setCharAt(i, '\uFFFD');
        }
    }

    private static int number(CharSequence text, int from, int to, int radix) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(text.charAt(i), radix);
            if (digit < 0 || number > 0x10FFFF) return -1;
            number = number * radix + digit;
        }
        return number;
    }

    private static boolean isAllowed(CharSequence text, int at) {
        char c = text.charAt(at);
        if (c >= ' ' && c < 0xD800) return true;
        if (Character.isHighSurrogate(c))
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        if (Character.isLowSurrogate(c)) return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        return c == '\t' || c == '\n' || c == '\r' || c >= 0xE000 && c < 0xFFFE;
    }
}
