package tilsyn.decoder.register;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.fact.Fact;
import tilsyn.fact.Waiver;

/** {@code waivers}: risks the customer has accepted, until when and by whom. */
final class WaiversForm implements Form {
    @Override
    public Format format() {
        return new Format(
                "waivers",
                Family.REGISTER,
                "Accepted risks",
                "write waivers.yaml: waivers: [ { id: ..., item: UPD-06, host: HOST, reason: ..., approver: ..., granted: ..., expires: ... } ]",
                List.of("UPD-06", "BCK-02", "RPT-03"));
    }

    @Override
    public List<String> sections() {
        return List.of("waivers");
    }

    @Override
    public String entries() {
        return "waivers";
    }

    @Override
    public List<String> keys() {
        return List.of(
                "id",
                "item",
                "host",
                "subject",
                "object",
                "reason",
                "compensating",
                "requested_by",
                "approver",
                "approver_role",
                "granted",
                "expires");
    }

    @Override
    public Set<String> marks() {
        return Set.of("id", "item", "expires");
    }

    @Override
    public String name(Fact fact) {
        return fact instanceof Waiver waiver ? waiver.id() : "";
    }

    @Override
    public String unread(int entries) {
        return "entries that could not be read: " + entries;
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        var granted = entry.start("granted");
        if (entry.text("id").isEmpty() || entry.text("item").isEmpty() || granted == null) {
            entry.rejected("a waiver needs id, item and granted; it accepts nothing");
            return List.of();
        }
        return List.of(new Waiver(
                entry.text("id"),
                entry.text("item"),
                entry.text("host", "subject"),
                entry.text("object"),
                entry.text("reason"),
                entry.text("compensating"),
                entry.text("requested_by"),
                entry.text("approver"),
                entry.text("approver_role"),
                granted.instant(),
                entry.date("expires"),
                entry.origin(granted)));
    }
}
