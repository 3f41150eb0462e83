package tilsyn.rule;

import java.util.List;
import tilsyn.verdict.Parameter;

/**
 * Whom a card's values are wanted for.
 *
 * @param host empty for the customer as a whole
 */
record Holder(String host, List<String> roles, Tuned tuned) {
    Holder {
        roles = List.copyOf(roles);
    }

    /** Anyone with these roles, where nothing is tuned. */
    static Holder of(List<String> roles) {
        return new Holder("", roles, Tuned.NONE);
    }

    Setting.Value value(String item, Setting setting) {
        return tuned.of(item, setting.name(), host)
                .map(tuning -> Setting.Value.of(tuning.value()))
                .orElseGet(() -> setting.value(roles));
    }

    /** With where the value comes from: {@code default}, or {@code host} or {@code customer}, by whom, when and why. */
    Parameter parameter(String item, Setting setting) {
        var origin = tuned.of(item, setting.name(), host)
                .map(tuning -> "%s, by %s on %s: %s (%s:%d; default %s)"
                        .formatted(
                                tuning.host().isEmpty() ? "customer" : "host",
                                tuning.who(),
                                tuning.origin().timeText(),
                                tuning.why(),
                                tuning.origin().file(),
                                tuning.origin().line(),
                                setting.value(roles).text()))
                .orElse("default");
        return new Parameter(setting.name(), value(item, setting).text(), setting.unit(), origin);
    }
}
