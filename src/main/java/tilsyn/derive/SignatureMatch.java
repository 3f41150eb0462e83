package tilsyn.derive;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.LogEvent;

/** One way of recognising a signature's events. */
sealed interface SignatureMatch {
    Signature signature();

    /** Names of the fields it may give, sorted. */
    List<String> given();

    /** The values of these fields, null where one is missing; or null when it is not the signature's event. */
    @Nullable
    String @Nullable [] values(LogEvent event);

    /** What tells its events from those of the signature's other matches, in counts. */
    String kind(LogEvent event);

    /**
     * A Windows event by provider and id; names are compared without case, as they differ between versions.
     *
     * @param channel empty for any
     * @param data what data fields must be, or must not be
     * @param fields names of the signature, with the data fields they are taken from
     */
    record ById(
            Signature signature,
            List<String> providers,
            Set<Integer> ids,
            String channel,
            Map<String, Condition> data,
            Map<String, String> fields)
            implements SignatureMatch {
        @Override
        public List<String> given() {
            return List.copyOf(fields.keySet());
        }

        @Override
        public @Nullable String @Nullable [] values(LogEvent event) {
            if (!channel.isEmpty() && !channel.equalsIgnoreCase(event.channel())) return null;
            if (providers.stream().noneMatch(provider -> provider.equalsIgnoreCase(event.provider()))) return null;
            for (var wanted : data.entrySet()) if (!wanted.getValue().holds(event.data(wanted.getKey()))) return null;
            var values = new @Nullable String[fields.size()];
            int i = 0;
            for (var from : fields.values()) {
                var value = event.data(from);
                values[i++] = value.isEmpty() ? null : value;
            }
            return values;
        }

        @Override
        public String kind(LogEvent event) {
            return Integer.toString(event.eventId());
        }
    }

    /**
     * A syslog message by program and pattern.
     *
     * @param literal what every matching message holds; looked for first, as most messages don't
     * @param steps the same pattern, if it is plain enough to be run without RE2/J
     * @param given names of the pattern's groups, sorted
     */
    record ByPattern(
            Signature signature,
            List<String> programs,
            String literal,
            Pattern pattern,
            @Nullable Steps steps,
            List<String> given)
            implements SignatureMatch {
        /** No message that matters is longer, and nobody shall make us search one that is. */
        private static final int SEARCHED = 4_096;

        private static final @Nullable String[] NO_VALUES = {};

        static ByPattern of(Signature signature, List<String> programs, String written) {
            var pattern = Pattern.compile(written);
            var given = new TreeSet<>(pattern.namedGroups().keySet());
            return new ByPattern(
                    signature, programs, Literal.of(written), pattern, Steps.of(written), List.copyOf(given));
        }

        @Override
        public @Nullable String @Nullable [] values(LogEvent event) {
            var message = event.message();
            if (steps == null || !steps.anchored()) if (!message.contains(literal)) return null;
            if (message.length() > SEARCHED) message = message.substring(0, SEARCHED);
            if (steps == null) return searched(message);
            var groups = given.isEmpty() ? NO_VALUES : new @Nullable String[given.size()];
            return switch (steps.match(message, groups)) {
                case YES -> sorted(groups, steps);
                case NO -> null;
                case UNSURE -> message.contains(literal) ? searched(message) : null;
            };
        }

        /** From the pattern's order into that of names. */
        private @Nullable String[] sorted(@Nullable String[] groups, Steps steps) {
            if (groups.length == 0) return groups;
            var values = new @Nullable String[groups.length];
            for (int i = 0; i < groups.length; i++) {
                var value = groups[i];
                values[given.indexOf(steps.names().get(i))] = value == null || value.isEmpty() ? null : value;
            }
            return values;
        }

        private @Nullable String @Nullable [] searched(String message) {
            var matcher = pattern.matcher(message);
            if (!matcher.find()) return null;
            var values = new @Nullable String[given.size()];
            for (int i = 0; i < values.length; i++) {
                var value = matcher.group(given.get(i));
                values[i] = value == null || value.isEmpty() ? null : value;
            }
            return values;
        }

        @Override
        public String kind(LogEvent event) {
            return literal;
        }
    }

    /** A data field that must be one of some values, or none of them; numbers are equal in decimal and in hex. */
    record Condition(Set<String> values, boolean not) {
        boolean holds(String value) {
            if (value.isEmpty()) return false;
            return values.stream().anyMatch(wanted -> same(wanted, value)) != not;
        }

        private static boolean same(String one, String other) {
            if (one.equalsIgnoreCase(other)) return true;
            long number = number(one);
            return number >= 0 && number == number(other);
        }

        private static long number(String text) {
            boolean hex = text.startsWith("0x") || text.startsWith("0X");
            try {
                return hex ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
            } catch (NumberFormatException none) {
                return -1;
            }
        }
    }
}
