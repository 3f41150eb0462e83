package tilsyn.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tilsyn.fact.Maybe;
import tilsyn.verdict.Area;
import tilsyn.verdict.Words;

/**
 * The three files of a new item, ready to be written on. It is switched off, and until its clause N1 is taken out it can't
 * become a PASS when somebody switches it on.
 *
 * @param id such as {@code USR-05}
 * @param fact type of its first evidence
 */
public record Draft(String id, String fact, boolean perHost, Words title) {
    private static final Pattern ID = Pattern.compile("([A-Z]{2,3})-\\d\\d");
    private static final int LONGEST_NAME = 40;

    private static final String CARD = """
            # A draft. Write what is asked for, on what evidence, and when it fails; take N1 out of here and out of the .drl;
            # then take out 'enabled: false'. Until then nobody is judged by it, and that is said.
            id: {id}
            title:
              en: {en}
              nb: {nb}
            why:
              en: 'Draft: why a customer should care, in one sentence.'
              nb: 'Utkast: hvorfor kunden bør bry seg, i én setning.'
            severity: low
            scope: {scope}
            enabled: false
            evidence:
              - fact: {fact}
                from:
                  en: 'Draft: where these facts come from'
                  nb: 'Utkast: hvor disse opplysningene kommer fra'
                max_age: 24h
                required: true
            parameters:
              age_fail_d: { default: 7, unit: days, range: [1, 35], level: customer }
            clauses:
              N1:
                en: 'The item is a draft; nobody has said yet when it is met'
                nb: 'Punktet er et utkast; ingen har sagt ennå når det er oppfylt'
            ticket:
              effort: S
              title:
                en: {en}
                nb: {nb}
              steps:
                - en: 'Draft: what to do first.'
                  nb: 'Utkast: hva som gjøres først.'
            """;

    private static final String CLAUSES = """
            // A clause that finds something wrong has a name on the card, and looks such as this:
            //
            // rule "{id} F1 what is wrong, in a sentence"
            // when
            //     AsOf( $now : instant )
            //     Param( id == "{id}.age_fail_d", $limit : days )
            //     $fact : {fact}( time < $now.minus( $limit ) )
            // then
            //     say.fail( "" );
            // end

            rule "{id} N1 this item is a draft"
            when
                AsOf( $now : instant )
            then
                say.noEvidence( Reason.MISSING, "" );
            end
            """;

    private static final String SCENARIOS = """
            # When you switch the item on this scenario fails: write those here that show its edges.
            - scenario: a draft judges nobody
              as-of: 2025-11-10T07:00:00+01:00
              given:
                - Host: { host: FJ-EXAMPLE, roles: [server], state: active, time: 2025-11-07T00:00:00+01:00 }
              expect: { {subject}: NO_EVIDENCE RULE_DISABLED }
            """;

    /** @throws IllegalArgumentException saying what is wrong with the id or the fact type, and what would be right */
    public Draft {
        var match = ID.matcher(id);
        var areas = Arrays.stream(Area.values()).map(Area::name).toList();
        if (!match.matches())
            throw new IllegalArgumentException(
                    "'%s' is no item id. Expected an area and two digits, such as USR-05.".formatted(id));
        if (!areas.contains(match.group(1)))
            throw new IllegalArgumentException("There is no area '%s'. There are: %s.%s"
                    .formatted(match.group(1), String.join(", ", areas), Maybe.of(match.group(1), areas)));
        if (!FactTypes.all().containsKey(fact))
            throw new IllegalArgumentException("There is no fact type '%s'.%s"
                    .formatted(fact, Maybe.of(fact, FactTypes.all().keySet())));
    }

    /** The folder of its area, below the rules folder. */
    private String folder() {
        return switch (Area.valueOf(id.substring(0, id.indexOf('-')))) {
            case AGR -> "agreement";
            case UPD -> "updates";
            case LOG -> "logs";
            case OPS -> "operation";
            case HW -> "hardware";
            case AV -> "antivirus";
            case BCK -> "backup";
            case USR -> "users";
            case RPT -> "report";
        };
    }

    /** Its files' name without ending, of the English title's words. */
    private String name() {
        var words = new StringBuilder(id);
        for (var word : title.en().toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
            if (!word.isEmpty() && words.length() + word.length() < LONGEST_NAME)
                words.append('-').append(word);
        return words.toString();
    }

    /**
     * Writes card, clauses and scenarios; replaces nothing.
     *
     * @return the three files
     * @throws java.nio.file.FileAlreadyExistsException if one of them is there already
     */
    public List<Path> write(Path rules) throws IOException {
        var folder = Files.createDirectories(rules.resolve(folder()));
        var texts = List.of(CARD, CLAUSES, SCENARIOS);
        var endings = List.of(".yaml", ".drl", ".test.yaml");
        var written = new ArrayList<Path>();
        for (int i = 0; i < texts.size(); i++) {
            var file = folder.resolve(name() + endings.get(i));
            Files.writeString(file, filled(texts.get(i)), java.nio.file.StandardOpenOption.CREATE_NEW);
            written.add(file);
        }
        return written;
    }

    private String filled(String text) {
        return text.replace("{id}", id)
                .replace("{fact}", fact)
                .replace("{scope}", perHost ? "host" : "customer")
                .replace("{subject}", perHost ? "FJ-EXAMPLE" : "customer")
                .replace("{en}", Quoted.of(title.en()))
                .replace("{nb}", Quoted.of(title.nb()));
    }
}
