package tilsyn.rule;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tilsyn.derive.Signatures;
import tilsyn.fact.Maybe;
import tilsyn.verdict.Retired;

/**
 * Names in clauses that must exist elsewhere in the rules folder: parameters and signatures. A rule that asks for one that
 * doesn't would never fire, in silence. Checked at every load, as the other file may have changed.
 */
final class References {
    private static final Pattern PARAMETER = Pattern.compile("[A-Z]{2,3}-\\d\\d\\.\\w+");

    private final Unit unit;
    private final List<Token> tokens;
    private final List<Problem> problems;

    private References(Unit unit, List<Problem> problems) {
        this.unit = unit;
        this.tokens = Token.of(unit.source().text());
        this.problems = problems;
    }

    static void check(
            Unit unit,
            List<Card> cards,
            List<Retired> retired,
            Set<String> unread,
            Signatures signatures,
            List<Problem> problems) {
        var references = new References(unit, problems);
        var others = new TreeSet<>(unread);
        retired.forEach(item -> others.add(item.id()));
        references.parameters(
                cards.stream()
                        .flatMap(card -> card.params(Holder.of(List.of())).stream())
                        .map(Param::id)
                        .toList(),
                others);
        references.retired(retired.stream().map(Retired::id).toList());
        references.signatures(
                signatures.all().stream().map(signature -> signature.id()).toList());
    }

    /** The items whose parameters these clauses ask for; nothing when that can't be seen from their text. */
    static Optional<Set<String>> asked(Unit unit) {
        var items = new TreeSet<String>();
        var tokens = Token.of(unit.source().text());
        int patterns = 0;
        int names = 0;
        for (var token : tokens) {
            if (token.isName() && token.text().equals("Param")) patterns++;
            if (token.form() != Token.Form.STRING
                    || !PARAMETER.matcher(token.text()).matches()) continue;
            names++;
            items.add(token.text().substring(0, token.text().indexOf('.')));
        }
        return patterns == names ? Optional.of(items) : Optional.empty();
    }

    /** A clause over what nobody judges any more would never fire, in silence. */
    private void retired(Collection<String> items) {
        for (var token : tokens)
            if (token.form() == Token.Form.STRING && items.contains(item(token)))
                problems.add(new Problem(
                        unit.source().path(),
                        token.line() + 1,
                        "'%s' rests on %s, which is retired.".formatted(token.text(), item(token)),
                        ""));
    }

    private static String item(Token token) {
        int dot = token.text().indexOf('.');
        return dot < 0 ? token.text() : token.text().substring(0, dot);
    }

    private void parameters(Collection<String> known, Collection<String> others) {
        for (var token : tokens)
            if (token.form() == Token.Form.STRING
                    && PARAMETER.matcher(token.text()).matches()
                    && !others.contains(item(token))
                    && !known.contains(token.text())) missing(token, "No card has a parameter '%s'.", known);
    }

    private void signatures(Collection<String> known) {
        for (int at = 3; at < tokens.size(); at++) {
            var token = tokens.get(at);
            boolean compared = tokens.get(at - 3).is("signature")
                    && List.of("=", "!").contains(tokens.get(at - 2).text())
                    && tokens.get(at - 1).is("=");
            if (token.form() == Token.Form.STRING && compared && !known.contains(token.text()))
                missing(token, "There is no signature '%s'.", known);
        }
    }

    private void missing(Token token, String text, Collection<String> known) {
        problems.add(new Problem(
                unit.source().path(), token.line() + 1, text.formatted(token.text()), Maybe.word(token.text(), known)));
    }
}
