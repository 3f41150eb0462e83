package tilsyn.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Masks the lines of one input after the other. It must be told of each line as it is read; a secret over several lines is
 * then hidden in all of them, in whatever order they are stored later.
 */
public final class MaskedReading implements UnaryOperator<String> {
    /** A line's secret is known by its text; no input holds keys enough to fill this. */
    private static final int MOST = 10_000;

    private final Masking masking;
    private final List<Mask> masks;
    private final Set<String> parts = new HashSet<>();
    private @Nullable Mask open;
    private int left;

    MaskedReading(Masking masking, List<Mask> masks) {
        this.masking = masking;
        this.masks = masks;
    }

    /** Another input: no secret goes on from one into the next. */
    public void begin() {
        parts.clear();
        open = null;
    }

    /** The input's next line, as it was read. */
    public void read(String line) {
        if (open != null && open.then() != null && left-- > 0) {
            if (parts.size() < MOST) open.parts(line, parts);
            if (open.then().until().matcher(line).find()) open = null;
        }
        for (var mask : masks)
            if (mask.begins(line) && mask.then() != null) {
                open = mask;
                left = mask.then().lines();
            }
    }

    @Override
    public String apply(String line) {
        var masked = masking.apply(line);
        if (parts.isEmpty()) return masked;
        for (var mask : masks) masked = mask.later(masked, parts::contains);
        return masked;
    }
}
