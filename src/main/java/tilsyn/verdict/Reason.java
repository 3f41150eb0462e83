package tilsyn.verdict;

/** Why nobody can say. */
public enum Reason {
    MISSING,
    STALE,
    SOURCE_SILENT,
    UNPARSEABLE,
    INSUFFICIENT_HISTORY,
    NOT_DECLARED,
    RULE_DISABLED,
    RULE_ERROR,
    ATTESTATION_MISSING,
    ATTESTATION_INVALID,
    ATTESTATION_GAP
}
