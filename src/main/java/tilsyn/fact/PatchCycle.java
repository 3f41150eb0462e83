package tilsyn.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest update month whose plan is due.
 *
 * @param month such as {@code 2025-10}
 * @param inTime a plan was approved by its due date
 * @param earlier plans of earlier months exist
 * @param planned when the newest plan was approved; null when there is none
 * @param late updates were installed on a server in the month of that plan before it was approved
 * @param unwindowed a server for which no window is agreed, empty when there is none
 * @param unproven a server whose log of starts and installations is not alive, empty when there is none
 * @param time of the newest plan; as-of when there is none
 */
public record PatchCycle(
        String month,
        boolean inTime,
        boolean earlier,
        @Nullable Instant planned,
        boolean late,
        String unwindowed,
        String unproven,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public PatchCycle {
        basis = List.copyOf(basis);
    }

    @Override
    public String host() {
        return "";
    }

    @Override
    public String source() {
        return "register";
    }
}
