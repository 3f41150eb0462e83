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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tilsyn.derive.Derive;
import tilsyn.derive.Signatures;
import tilsyn.derive.SignaturesBroken;
import tilsyn.verdict.Link;

/** Makes a rulebook of a folder. */
final class Loader {
    private static final String CARD = ".yaml";
    private static final String CLAUSES = ".drl";
    private static final String SCENARIOS = ".test.yaml";
    private static final String SIGNATURES = "signatures/";

    private final Path folder;
    private final List<Problem> problems = new ArrayList<>();
    private final Workshop workshop;

    /** Items whose cards are broken: that others know nothing of them now is no problem of theirs. */
    private final Set<String> unread = new TreeSet<>();

    Loader(Path folder, ModelCache cache) {
        this.folder = folder;
        this.workshop = new Workshop(cache, problems);
    }

    Rulebook load() throws IOException, RulesBroken {
        var files = Files.isDirectory(folder) ? Sources.read(folder, problems) : List.<Source>of();
        var units = new TreeMap<String, Unit>();
        var all = cards(files, units);
        if (all.isEmpty() && problems.isEmpty())
            problems.add(new Problem(folder.toString(), 1, "There are no cards in this folder.", ""));
        var cards = all.stream().filter(card -> card.retired() == null).toList();
        var retired = all.stream()
                .flatMap(card -> Optional.ofNullable(card.retired()).stream())
                .toList();
        retired.forEach(item -> units.remove(item.id()));
        for (var card : cards)
            if (!units.containsKey(card.id()))
                problems.add(new Problem(
                        card.file(), 1, "No clauses stand beside this card: %s.".formatted(beside(card)), ""));
        var signatures = signatures(files, cards.stream().map(Card::id).toList());
        for (var unit : units.values()) References.check(unit, cards, retired, unread, signatures, problems);
        var ids = cards.stream().map(Card::id).collect(Collectors.toCollection(TreeSet::new));
        ids.addAll(unread);
        var links = links(files, ids);
        var masking = masking(files);
        var models = workshop.models(cards, units);
        if (!problems.isEmpty()) throw new RulesBroken(problems);
        var asked = new TreeMap<String, Set<String>>();
        units.forEach((item, unit) -> References.asked(unit).ifPresent(items -> asked.put(item, items)));
        return Rulebook.of(hash(files), cards, retired, models, signatures, links, masking, workshop.compiled(), asked);
    }

    private List<Link> links(List<Source> files, Set<String> items) {
        var links = new ArrayList<Link>();
        for (var file : files)
            if (file.relative().equals(LinkReader.FILE)) links.addAll(LinkReader.read(file, items, problems));
        return links;
    }

    private Masking masking(List<Source> files) {
        for (var file : files) if (file.relative().equals(MaskReader.FILE)) return MaskReader.read(file, problems);
        return Masking.NONE;
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
            var read = CardReader.read(file, file.beside(CARD, CLAUSES), lines, version, problems);
            if (read.isEmpty()) unread.add(file.name().replaceFirst("^([A-Z]{2,3}-\\d\\d).*", "$1"));
            read.ifPresent(card -> {
                var other = cards.putIfAbsent(card.id(), card);
                if (other != null)
                    problems.add(
                            new Problem(file.path(), 1, "%s is also in %s.".formatted(card.id(), other.file()), ""));
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
        return file.is(CARD)
                && !file.is(SCENARIOS)
                && !file.relative().startsWith(SIGNATURES)
                && !file.relative().equals(LinkReader.FILE)
                && !file.relative().equals(MaskReader.FILE);
    }

    private static String beside(Card card) {
        return card.file().substring(0, card.file().length() - CARD.length()) + CLAUSES;
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
