package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Data that must be restorable, as agreed with the customer.
 *
 * @param scope the name people use for it
 * @param form {@code path}, {@code volume}, {@code vm}, {@code db} or {@code system_state}
 * @param objects what it is called in job logs: a guest name, a path, a volume; covered when a run's objects hold all of them
 * @param importance {@code critical}, {@code important}, {@code normal}, or {@code none} for what is deliberately left out
 * @param rpo how old the newest good copy may be, before grace; null for the checklist's default
 * @param job the job that should produce it; empty when any may
 * @param appConsistency what must be in order within a copy: {@code system_state}, {@code postgres}, {@code sql}; empty when
 *     nothing must
 * @param reason why it is left out, for importance {@code none}
 * @param since when it was first protected; null when not said, then its oldest copy known tells
 * @param rto how long it may take to get it back; null when not agreed
 */
public record ProtectedScope(
        String host,
        String scope,
        String form,
        List<String> objects,
        String importance,
        @Nullable Duration rpo,
        String job,
        String appConsistency,
        String reason,
        @Nullable Instant since,
        @Nullable Duration rto,
        Instant time,
        Origin origin)
        implements Fact {
    public ProtectedScope {
        if (scope.isBlank())
            throw new IllegalArgumentException("protected scope without a name (%s)".formatted(origin));
        objects = List.copyOf(objects);
    }

    /** Whether an application must be in order within its copies. */
    public boolean needsConsistency() {
        return !Set.of("", "none", "no", "ingen", "nei")
                .contains(appConsistency.strip().toLowerCase(Locale.ROOT));
    }

    /** Whether losing it would hurt the customer's work. */
    public boolean matters() {
        return importance.equals("critical") || importance.equals("important");
    }

    @Override
    public String source() {
        return "register";
    }

    @Override
    public Kind kind() {
        return Kind.REGISTER;
    }
}
