package tilsyn.derive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tilsyn.fact.Fact;

/** Which readings were made together, when all parts of a kind were read once. */
final class Rounds {
    /** How long reading all of them once may take. */
    private static final Duration ROUND = Duration.ofMinutes(5);

    private Rounds() {}

    /**
     * A new round begins when a part was already read in the last, or that one is over.
     *
     * @param readings in the order of time
     */
    static <F extends Fact> List<List<F>> of(List<F> readings, Function<F, String> name) {
        var rounds = new ArrayList<List<F>>();
        for (var reading : readings) {
            var last = rounds.isEmpty() ? null : rounds.get(rounds.size() - 1);
            boolean over = last == null
                    || Duration.between(last.get(0).time(), reading.time()).compareTo(ROUND) > 0
                    || last.stream().anyMatch(one -> name.apply(one).equals(name.apply(reading)));
            if (over) rounds.add(last = new ArrayList<>());
            if (last != null) last.add(reading);
        }
        return rounds;
    }
}
