package tilsyn.output;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tilsyn.trace.Citation;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;

/** {@code junit.xml}, for build servers: a suite for each subject, a test case for each verdict. */
public final class JunitXml implements Output {
    @Override
    public String file() {
        return "junit.xml";
    }

    @Override
    public void write(Results results, Writer out) throws IOException {
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            newLine(xml, 0);
            suites(xml, results);
            xml.writeEndDocument();
            newLine(xml, 0);
            xml.flush();
        } catch (XMLStreamException failed) {
            throw new IOException(failed);
        }
    }

    private static void suites(XMLStreamWriter xml, Results results) throws XMLStreamException {
        var bySubject = new LinkedHashMap<String, List<Verdict>>();
        for (var verdict : results.assessment().verdicts())
            bySubject
                    .computeIfAbsent(verdict.subject(), first -> new ArrayList<>())
                    .add(verdict);
        xml.writeStartElement("testsuites");
        xml.writeAttribute("name", Stated.title(results));
        counts(xml, results.assessment().verdicts());
        for (var verdicts : bySubject.values()) suite(xml, verdicts, results);
        newLine(xml, 0);
        xml.writeEndElement();
    }

    private static void counts(XMLStreamWriter xml, List<Verdict> verdicts) throws XMLStreamException {
        xml.writeAttribute("tests", Integer.toString(verdicts.size()));
        xml.writeAttribute("failures", count(verdicts, Outcome.FAIL, Outcome.WARN));
        xml.writeAttribute("errors", count(verdicts, Outcome.NO_EVIDENCE));
    }

    private static String count(List<Verdict> verdicts, Outcome... outcomes) {
        return Long.toString(verdicts.stream()
                .filter(verdict -> List.of(outcomes).contains(verdict.outcome()))
                .count());
    }

    private static void suite(XMLStreamWriter xml, List<Verdict> verdicts, Results results) throws XMLStreamException {
        newLine(xml, 1);
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", Stated.line(verdicts.get(0).subject()));
        counts(xml, verdicts);
        xml.writeAttribute("skipped", count(verdicts, Outcome.NOT_APPLICABLE));
        newLine(xml, 2);
        xml.writeStartElement("properties");
        property(xml, "customer", results.assessment().customer().id());
        property(xml, "asOf", results.assessment().asOf().toString());
        property(xml, "rulebook", results.assessment().rulebook());
        newLine(xml, 2);
        xml.writeEndElement();
        for (var verdict : verdicts) testCase(xml, verdict, results.language());
        newLine(xml, 1);
        xml.writeEndElement();
    }

    private static void property(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        newLine(xml, 3);
        xml.writeEmptyElement("property");
        xml.writeAttribute("name", name);
        xml.writeAttribute("value", Stated.line(value));
    }

    private static void testCase(XMLStreamWriter xml, Verdict verdict, String language) throws XMLStreamException {
        newLine(xml, 2);
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", Stated.line(verdict.subject()));
        xml.writeAttribute(
                "name",
                verdict.item().id() + " " + Stated.line(verdict.item().title().in(language)));
        xml.writeAttribute("status", verdict.outcome().name());
        switch (verdict.outcome()) {
            case PASS -> {}
            case NOT_APPLICABLE -> text(xml, "skipped", Stated.headline(verdict, language));
            case NO_EVIDENCE ->
                problem(
                        xml,
                        "error",
                        "NO_EVIDENCE:" + verdict.reason(),
                        Stated.headline(verdict, language),
                        verdict,
                        language);
            case FAIL, WARN ->
                problem(
                        xml,
                        "failure",
                        verdict.outcome().name(),
                        Stated.headline(verdict, language),
                        verdict,
                        language);
        }
        text(xml, "system-out", evidence(verdict));
        newLine(xml, 2);
        xml.writeEndElement();
    }

    private static void problem(
            XMLStreamWriter xml, String element, String type, String message, Verdict verdict, String language)
            throws XMLStreamException {
        newLine(xml, 3);
        xml.writeStartElement(element);
        xml.writeAttribute("type", type);
        xml.writeAttribute("message", message);
        xml.writeCharacters(String.join("\n", Stated.details(verdict, language)));
        xml.writeEndElement();
    }

    private static void text(XMLStreamWriter xml, String element, String text) throws XMLStreamException {
        newLine(xml, 3);
        xml.writeStartElement(element);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static String evidence(Verdict verdict) {
        var lines = new ArrayList<String>();
        Stated.properties(verdict).forEach((name, value) -> lines.add(name + "=" + value));
        for (var fact : Citation.of(verdict.cited()))
            lines.add(Stated.line(
                    fact.origin().place() + " sha256=" + fact.origin().sha256()));
        return String.join("\n", lines);
    }

    private static void newLine(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
