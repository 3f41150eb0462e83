package tilsyn.output;

import java.util.List;
import java.util.stream.Collectors;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Item;
import tilsyn.verdict.Verdict;
import tilsyn.verdict.Words;

/** Which controls of known frameworks an item supports: identifiers only. */
public record ReportMapping(String item, String title, List<String> controls) {
    private static final List<String> FRAMEWORKS = List.of("nsm", "iso27001", "cis", "nis2", "digsik");

    static List<ReportMapping> of(Assessment assessment, String language) {
        return assessment.verdicts().stream()
                .map(Verdict::item)
                .collect(Collectors.toCollection(java.util.TreeSet::new))
                .stream()
                .filter(item -> !item.mappings().isEmpty())
                .map(item -> of(item, language))
                .toList();
    }

    private static ReportMapping of(Item item, String language) {
        return new ReportMapping(
                item.id(),
                item.title().in(language),
                FRAMEWORKS.stream()
                        .map(framework -> String.join(", ", item.mappings().getOrDefault(framework, List.of())))
                        .toList());
    }

    /** Headings of the {@link #controls()}. */
    public static List<String> frameworks(String language) {
        return List.of(
                new Words("NSM basic principles for ICT security", "NSMs grunnprinsipper for IKT-sikkerhet")
                        .in(language),
                "ISO/IEC 27001:2022",
                "CIS Controls v8",
                new Words("NIS2, article 21(2)", "NIS2, artikkel 21(2)").in(language),
                new Words("Norwegian digital security act", "Digitalsikkerhetsloven").in(language));
    }
}
