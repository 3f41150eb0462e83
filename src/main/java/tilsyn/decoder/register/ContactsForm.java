package tilsyn.decoder.register;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.fact.ContactStat;
import tilsyn.fact.Fact;

/** {@code contacts}: how often users were in touch, by month. */
final class ContactsForm implements Form {
    @Override
    public Format format() {
        return new Format(
                "contacts",
                Family.REGISTER,
                "How often users are in touch, by month",
                "export contacts.csv: month;contacts;users;active;active_92d;median_first_response_bh (people counted, not named)",
                List.of("USR-04"));
    }

    @Override
    public List<String> sections() {
        return List.of("contacts");
    }

    @Override
    public String entries() {
        return "months";
    }

    @Override
    public List<String> keys() {
        return List.of("month", "contacts", "users", "active", "active_92d", "median_first_response_bh");
    }

    @Override
    public Set<String> marks() {
        return Set.of("month", "contacts");
    }

    @Override
    public String name(Fact fact) {
        return fact instanceof ContactStat month ? month.month() : "";
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        var written = entry.text("month");
        if (!written.matches("(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])")) {
            entry.rejected("month", "month '%s' is none; expected one such as 2025-10".formatted(Entry.shown(written)));
            return List.of();
        }
        var hours = entry.hours("median_first_response_bh");
        return List.of(new ContactStat(
                written,
                entry.count("contacts"),
                entry.count("users"),
                entry.count("active"),
                entry.count("active_92d"),
                hours == null ? null : hours.toSeconds() / 3600.0,
                YearMonth.parse(written)
                        .plusMonths(1)
                        .atDay(1)
                        .atStartOfDay(entry.page().zone())
                        .toInstant(),
                entry.origin()));
    }
}
