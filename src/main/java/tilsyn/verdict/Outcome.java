package tilsyn.verdict;

/** The five verdicts, worst first where they are proven or unproven; R1's order. */
public enum Outcome {
    FAIL,
    NO_EVIDENCE,
    WARN,
    PASS,
    NOT_APPLICABLE
}
