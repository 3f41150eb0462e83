package tilsyn.derive;

import com.google.re2j.Pattern;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.LogEvent;

/** One way of recognising a signature's events. */
sealed interface SignatureMatch {
    Signature signature();

    /** The data fields that the event gives to the signature, or null when it is not its event. */
    @Nullable
    Map<String, String> fields(LogEvent event);

    /** Names of the fields it may give. */
    Collection<String> given();

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
        public @Nullable Map<String, String> fields(LogEvent event) {
            if (!channel.isEmpty() && !channel.equalsIgnoreCase(event.channel())) return null;
            if (providers.stream().noneMatch(provider -> provider.equalsIgnoreCase(event.provider()))) return null;
            for (var wanted : data.entrySet()) if (!wanted.getValue().holds(event.data(wanted.getKey()))) return null;
            if (fields.isEmpty()) return Map.of();
            var found = new TreeMap<String, String>();
            fields.forEach((name, from) -> {
                var value = event.data(from);
                if (!value.isEmpty()) found.put(name, value);
            });
            return found;
        }

        @Override
        public Collection<String> given() {
            return fields.keySet();
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
     * @param groups names of the pattern's groups, which are the fields
     */
    record ByPattern(Signature signature, List<String> programs, String literal, Pattern pattern, List<String> groups)
            implements SignatureMatch {
        /** No message that matters is longer, and nobody shall make us search one that is. */
        private static final int SEARCHED = 4_096;

        @Override
        public @Nullable Map<String, String> fields(LogEvent event) {
            var message = event.message();
            if (!message.contains(literal)) return null;
            if (message.length() > SEARCHED) message = message.substring(0, SEARCHED);
            var matcher = pattern.matcher(message);
            if (!matcher.find()) return null;
            if (groups.isEmpty()) return Map.of();
            var found = new TreeMap<String, String>();
            for (var group : groups) {
                var value = matcher.group(group);
                if (value != null && !value.isEmpty()) found.put(group, value);
            }
            return found;
        }

        @Override
        public Collection<String> given() {
            return groups;
        }

        @Override
        public String kind(LogEvent event) {
            return literal.strip();
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
