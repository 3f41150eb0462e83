package tilsyn.rule;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tilsyn.verdict.Clause;
import tilsyn.verdict.Item;
import tilsyn.verdict.Retired;
import tilsyn.verdict.Severity;
import tilsyn.verdict.Ticketing;
import tilsyn.verdict.Words;

/**
 * An item's card: everything about it that isn't logic.
 *
 * @param file path of the card, beginning with {@code rules/}
 * @param version hash of card and clauses
 * @param enabled false switches its rules off: nothing is judged, and that is said
 * @param retired since when nothing is judged by it, and who decided that; null while it is in use
 * @param roles any of which makes a host one it applies to
 * @param except any of which makes a host one it does not concern, whatever other roles it has
 * @param needs what the inventory must not declare to be none: {@code scopes}, {@code raid}, {@code disks}, {@code fans},
 *     {@code cache}, {@code power}
 * @param notApplicable components of {@code Host} or its hardware, each with the value that makes the item not apply
 */
record Card(
        String file,
        String id,
        String version,
        boolean enabled,
        @Nullable Retired retired,
        Words title,
        Words why,
        Severity severity,
        boolean perHost,
        List<String> roles,
        List<String> except,
        List<String> needs,
        Map<String, String> notApplicable,
        List<Clause> clauses,
        List<Evidence> evidence,
        List<Setting> settings,
        Ticketing ticket,
        Map<String, List<String>> mappings)
        implements Comparable<Card> {
    Card {
        roles = List.copyOf(roles);
        except = List.copyOf(except);
        needs = List.copyOf(needs);
        notApplicable = Map.copyOf(notApplicable);
        clauses = List.copyOf(clauses);
        evidence = List.copyOf(evidence);
        settings = List.copyOf(settings);
    }

    /** The item as it holds for a subject with these roles. */
    Item item(List<String> subjectRoles) {
        return item(Holder.of(subjectRoles));
    }

    /** The item as it holds for this subject. */
    Item item(Holder holder) {
        return new Item(
                id,
                version,
                title,
                why,
                severity,
                perHost,
                clauses,
                evidence.stream()
                        .map(line -> line.line(holder.roles(), age(line, holder)))
                        .toList(),
                settings.stream().map(setting -> holder.parameter(id, setting)).toList(),
                ticket,
                mappings);
    }

    /** By the parameter that says it; its name tells whether it counts hours or days. */
    private @Nullable Duration age(Evidence line, Holder holder) {
        return setting(line.ageParameter())
                .map(setting -> Param.of(setting.name(), holder.value(id, setting)))
                .map(param -> param.id().endsWith("_h") ? param.hours() : param.days())
                .orElse(null);
    }

    Optional<Setting> setting(String name) {
        return settings.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }

    List<Param> params(Holder holder) {
        return settings.stream()
                .map(setting -> Param.of(id + "." + setting.name(), holder.value(id, setting)))
                .toList();
    }

    @Override
    public int compareTo(Card other) {
        return item(List.of()).compareTo(other.item(List.of()));
    }
}
