package tilsyn.output;

import tilsyn.verdict.Retired;

/** An item that is judged no more: who took it out of the checklist, when and why. */
public record ReportRetired(String id, String title, String who, String when, String why) {
    static ReportRetired of(Retired item, String language) {
        return new ReportRetired(
                item.id(), item.title().in(language), item.who(), Phrases.date(item.when(), language), item.why());
    }
}
