package tilsyn.output;

import java.util.Comparator;
import java.util.List;
import tilsyn.ticket.Ticket;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Outcome;

/**
 * One area of the checklist.
 *
 * @param open items with something to do or unknown, worst first
 * @param inOrder items proven in order wherever they apply
 */
public record ReportChapter(
        String anchor, String title, ReportTile tile, List<ReportItem> open, List<ReportItem> inOrder) {

    static List<ReportChapter> of(Assessment assessment, List<Ticket> tickets, String language) {
        var items = ReportItem.all(assessment, tickets, language);
        return ReportTile.of(assessment, language).stream()
                .map(tile -> of(tile, items))
                .toList();
    }

    private static ReportChapter of(ReportTile tile, List<ReportItem> all) {
        var items = all.stream()
                .filter(item -> tile.anchor().equals(ReportTile.anchor(item.id())))
                .toList();
        return new ReportChapter(
                tile.anchor(),
                tile.title(),
                tile,
                items.stream()
                        .filter(item -> !item.inOrder())
                        .sorted(Comparator.comparing(
                                (ReportItem item) -> Outcome.valueOf(item.mark().style())))
                        .toList(),
                items.stream()
                        .filter(item -> item.inOrder() && !item.fine().isEmpty())
                        .toList());
    }
}
