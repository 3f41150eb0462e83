package tilsyn.decoder.register;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.fact.Fact;
import tilsyn.fact.FrictionPoint;

/** {@code friction}: what irritates the users, and what became of it. */
final class FrictionForm implements Form {
    @Override
    public Format format() {
        return new Format(
                "friction",
                Family.REGISTER,
                "Friction points that users mentioned",
                "write friction.csv below a line '# as_of: DATE': id;opened;text;impact;group;owner;due;status;resolved;confirmed_by_user;same_as;problem_ticket",
                List.of("USR-03"));
    }

    @Override
    public List<String> sections() {
        return List.of("friction");
    }

    @Override
    public String entries() {
        return "points";
    }

    @Override
    public List<String> keys() {
        return List.of(
                "id",
                "opened",
                "text",
                "impact",
                "group",
                "owner",
                "due",
                "status",
                "resolved",
                "confirmed_by_user",
                "same_as",
                "problem_ticket");
    }

    @Override
    public Set<String> marks() {
        return Set.of("id", "opened", "text", "status");
    }

    @Override
    public String name(Fact fact) {
        return fact instanceof FrictionPoint point ? point.id() : "";
    }

    @Override
    public String problem(List<Fact> facts, boolean dated) {
        return dated ? "" : "states no as_of";
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        var opened = entry.start("opened");
        if (entry.text("id").isEmpty() || opened == null) {
            entry.rejected("a friction point needs id and opened");
            return List.of();
        }
        var confirmed = entry.flag("confirmed_by_user");
        return List.of(new FrictionPoint(
                entry.text("id"),
                opened.instant(),
                entry.text("text"),
                entry.text("impact").toLowerCase(Locale.ROOT),
                entry.text("group"),
                entry.text("owner"),
                entry.date("due"),
                entry.word("status", List.of("open", "in_progress", "resolved"), "open"),
                entry.instant("resolved"),
                confirmed != null && confirmed,
                entry.text("same_as"),
                entry.text("problem_ticket"),
                entry.origin(opened)));
    }
}
