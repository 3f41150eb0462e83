package tilsyn.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.drools.model.Model;
import tilsyn.derive.Derive;
import tilsyn.derive.Signatures;
import tilsyn.derive.SignaturesBroken;

/** Makes a rulebook of a folder. */
final class Loader {
    private static final Pattern PARAMETER = Pattern.compile("[A-Z]{2,3}-\\d\\d\\.\\w+");
    private static final String CARD = ".yaml";
    private static final String CLAUSES = ".drl";
    private static final String SCENARIOS = ".test.yaml";
    private static final String SIGNATURES = "signatures/";

    private final Path folder;
    private final ModelCache cache;
    private final List<Problem> problems = new ArrayList<>();
    private int compiled;

    Loader(Path folder, ModelCache cache) {
        this.folder = folder;
        this.cache = cache;
    }

    Rulebook load() throws IOException, RulesBroken {
        var files = Files.isDirectory(folder) ? Sources.read(folder, problems) : List.<Source>of();
        var units = new TreeMap<String, Unit>();
        var cards = cards(files, units);
        if (cards.isEmpty() && problems.isEmpty())
            problems.add(new Problem(folder.toString(), 1, "There are no cards in this folder.", ""));
        for (var unit : units.values()) parameters(unit, cards);
        var models = new TreeMap<String, Model>();
        for (var card : cards) {
            var unit = units.get(card.id());
            if (unit != null) model(card, unit).ifPresent(model -> models.put(card.id(), model));
        }
        var signatures = signatures(files, cards.stream().map(Card::id).toList());
        for (var unit : units.values()) names(unit, signatures);
        if (!problems.isEmpty()) throw new RulesBroken(problems);
        return Rulebook.of(hash(files), cards, models, signatures, compiled);
    }

    private Signatures signatures(List<Source> files, List<String> items) {
        var texts = new TreeMap<String, String>();
        for (var file : files) if (file.relative().startsWith(SIGNATURES)) texts.put(file.path(), file.text());
        try {
            var signatures = Signatures.of(texts);
            // what nobody names is not seen, and must not look like health
            for (var needed : Derive.SIGNATURES.entrySet())
                if (signatures.byId(needed.getKey()).isEmpty() && !Collections.disjoint(needed.getValue(), items))
                    problems.add(new Problem(
                            folder.resolve(SIGNATURES).toString(),
                            1,
                            "There is no signature '%s', on which %s rest."
                                    .formatted(needed.getKey(), String.join(", ", needed.getValue())),
                            ""));
            return signatures;
        } catch (SignaturesBroken broken) {
            for (var problem : broken.problems()) problems.add(Problem.parse(problem));
            return Signatures.NONE;
        }
    }

    private List<Card> cards(List<Source> files, Map<String, Unit> units) {
        var byPath = new HashMap<String, Source>();
        for (var file : files) byPath.put(file.path(), file);
        var cards = new TreeMap<String, Card>();
        for (var file : files) {
            if (!isCard(file)) continue;
            var drl = byPath.remove(file.beside(CARD, CLAUSES));
            var version = Hash.of(List.of(file.sha256(), drl == null ? "" : drl.sha256()));
            var lines = drl == null ? Map.<String, Integer>of() : Unit.ruleLines(drl.text());
            CardReader.read(file, file.beside(CARD, CLAUSES), lines, version, problems)
                    .ifPresent(card -> {
                        var other = cards.putIfAbsent(card.id(), card);
                        if (other != null)
                            problems.add(new Problem(
                                    file.path(), 1, "%s is also in %s.".formatted(card.id(), other.file()), ""));
                        else if (drl != null) units.put(card.id(), Unit.of(card.id(), drl));
                    });
        }
        for (var file : byPath.values())
            if (file.is(CLAUSES))
                problems.add(new Problem(
                        file.path(),
                        1,
                        "No card stands beside these clauses: %s.".formatted(file.beside(CLAUSES, CARD)),
                        ""));
        return cards.values().stream().sorted().toList();
    }

    private static boolean isCard(Source file) {
        return file.is(CARD) && !file.is(SCENARIOS) && !file.relative().startsWith(SIGNATURES);
    }

    /** A parameter that no card has would keep a rule from ever firing, in silence. */
    private void parameters(Unit unit, List<Card> cards) {
        var known = cards.stream()
                .flatMap(card -> card.params(List.of()).stream())
                .map(Param::id)
                .toList();
        for (var token : Token.of(unit.source().text()))
            if (token.form() == Token.Form.STRING
                    && PARAMETER.matcher(token.text()).matches()
                    && !known.contains(token.text()))
                problems.add(new Problem(
                        unit.source().path(),
                        token.line() + 1,
                        "No card has a parameter '%s'.".formatted(token.text()),
                        Maybe.of(token.text(), known)));
    }

    /** A signature that there isn't would keep a rule from ever firing, too. */
    private void names(Unit unit, Signatures signatures) {
        var tokens = Token.of(unit.source().text());
        for (int at = 2; at < tokens.size(); at++) {
            var token = tokens.get(at);
            if (token.form() != Token.Form.STRING
                    || !tokens.get(at - 1).is("=")
                    || !List.of("=", "!").contains(tokens.get(at - 2).text())
                    || at < 3
                    || !tokens.get(at - 3).is("signature")
                    || signatures.byId(token.text()).isPresent()) continue;
            var known =
                    signatures.all().stream().map(signature -> signature.id()).toList();
            problems.add(new Problem(
                    unit.source().path(),
                    token.line() + 1,
                    "There is no signature '%s'.".formatted(token.text()),
                    Maybe.of(token.text(), known)));
        }
    }

    private Optional<Model> model(Card card, Unit unit) {
        var key = unit.key(card);
        var cached = cache.get(key).filter(Loader::isHarmless);
        if (cached.isPresent()) return cached.map(RuleClasses::model);
        int before = problems.size();
        Lint.check(card, unit, problems);
        if (problems.size() > before) return Optional.empty();
        compiled++;
        var fresh = Compiler.compile(unit, problems);
        fresh.ifPresent(classes -> reach(unit, classes));
        if (problems.size() > before || fresh.isEmpty()) return Optional.empty();
        cache.put(key, fresh.get());
        return fresh.map(RuleClasses::model);
    }

    private static boolean isHarmless(Compiled unit) {
        try {
            return Bytecode.forbidden(unit).isEmpty();
        } catch (IllegalArgumentException broken) {
            return false;
        }
    }

    private void reach(Unit unit, Compiled classes) {
        for (var forbidden : Bytecode.forbidden(classes))
            problems.add(new Problem(
                    unit.source().path(),
                    unit.lineOf(forbidden.substring(forbidden.lastIndexOf('.') + 1)),
                    "A rule can't reach %s.".formatted(forbidden),
                    ""));
    }

    private static String hash(List<Source> files) {
        var parts = new ArrayList<String>();
        parts.add(Rulebook.ENGINE);
        for (var file : files)
            if (!file.is(SCENARIOS)) {
                parts.add(file.relative());
                parts.add(file.sha256());
            }
        return Hash.of(parts);
    }
}
