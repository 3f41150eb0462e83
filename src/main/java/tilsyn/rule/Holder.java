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

    Parameter parameter(String item, Setting setting) {
        var standard = setting.value(roles);
        return tuned.of(item, setting.name(), host)
                .map(tuning -> {
                    var set = Setting.Value.of(tuning.value());
                    return new Parameter(
                            setting.name(),
                            set.text(),
                            setting.unit(),
                            standard.text(),
                            tuning,
                            setting.change(standard, set));
                })
                .orElseGet(() -> Parameter.standard(setting.name(), standard.text(), setting.unit()));
    }
}
