package tilsyn.rule;

import java.util.List;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternSourceDescr;
import org.drools.drl.ast.descr.RuleDescr;
import tilsyn.fact.Fact;
import tilsyn.fact.Maybe;

/** Holds one rule to the house's rules. */
final class RuleLint {
    private static final Pattern NAME = Pattern.compile("([A-Z]{2,3}-\\d\\d) ([FNW][1-9]) [^\\s\"\\\\][^\"\\\\]*");
    private static final Pattern PATH = Pattern.compile("\\$\\w+(\\s*\\.\\s*\\w+(\\s*\\(\\s*\\))?)*");
    private static final List<Class<?>> WORDS = List.of(AsOf.class, Param.class, Subject.class);
    private static final List<String> FUNCTIONS = List.of("average", "collectList", "count", "max", "min", "sum");

    private final Card card;
    private final RuleDescr rule;
    private final LintReport report;
    private final Scope scope = new Scope();

    RuleLint(Card card, RuleDescr rule, LintReport report) {
        this.card = card;
        this.rule = rule;
        this.report = report;
    }

    void check() {
        if (!rule.isRule()) {
            report.add(rule.getLine(), "A clause file holds rules and nothing else.");
            return;
        }
        plainRule();
        elements(rule.getLhs());
        var name = NAME.matcher(rule.getName());
        if (!name.matches() || !name.group(1).equals(card.id())) {
            report.add(
                    rule.getLine(),
                    "The rule is named '%s'. Expected '%s <clause> <sentence>', such as '%s F1 too little is left'."
                            .formatted(rule.getName(), card.id(), card.id()));
            return;
        }
        var clauses = card.clauses().stream().map(clause -> clause.id()).toList();
        if (!clauses.contains(name.group(2))) {
            report.add(
                    rule.getLine(),
                    "%s has no clause %s. It has: %s."
                            .formatted(card.file(), name.group(2), String.join(", ", clauses)),
                    Maybe.word(name.group(2), clauses));
            return;
        }
        new ConsequenceLint(card, name.group(2), rule, scope, report).check();
    }

    private void plainRule() {
        for (var attribute : rule.getAttributes().values())
            report.add(
                    attribute.getLine() > 0 ? attribute.getLine() : rule.getLine(),
                    "The attribute '%s' has no place in clauses: every rule stands alone."
                            .formatted(attribute.getName()));
        for (var annotation : rule.getAnnotationNames())
            report.add(rule.getLine(), "The annotation '@%s' has no place in clauses.".formatted(annotation));
        if (rule.hasParent()) report.add(rule.getLine(), "Rules don't extend each other.");
        if (!rule.getNamedConsequences().isEmpty())
            report.add(rule.getLine(), "A rule has one consequence, without a name.");
    }

    private void elements(ConditionalElementDescr of) {
        for (var element : of.getDescrs()) element(element);
    }

    private void element(BaseDescr element) {
        if (element instanceof PatternDescr pattern) pattern(pattern);
        else if (element instanceof AndDescr
                || element instanceof OrDescr
                || element instanceof NotDescr
                || element instanceof ExistsDescr
                || element instanceof ForallDescr) elements((ConditionalElementDescr) element);
        else
            report.add(
                    element.getLine(),
                    "Conditions are facts, joined by and, or, not, exists, forall, accumulate and collect; not this.");
    }

    private void pattern(PatternDescr pattern) {
        var type = Vocabulary.type(outermost(pattern.getObjectType()));
        var source = pattern.getSource();
        boolean inSession = type != null && (Fact.class.isAssignableFrom(type) || WORDS.contains(type));
        if (type == null || source == null && !inSession) {
            var names = source == null ? FactTypes.all().keySet() : Vocabulary.names();
            report.add(
                    pattern.getLine(),
                    "There is no fact type '%s'. There are: %s."
                            .formatted(
                                    pattern.getObjectType(),
                                    String.join(", ", FactTypes.all().keySet())),
                    Maybe.word(pattern.getObjectType(), names));
            type = Object.class;
        } else type = nested(pattern, type);
        if (!pattern.getBehaviors().isEmpty()) report.add(pattern.getLine(), "Clauses know no windows over time.");
        if (!pattern.getAnnotationNames().isEmpty())
            report.add(pattern.getLine(), "Annotations have no place in clauses.");
        if (pattern.isUnification()) report.add(pattern.getLine(), "Write ':' to bind, not ':='.");
        if (source != null) source(pattern, source);
        if (pattern.getIdentifier() != null) scope.bind(pattern.getIdentifier(), type);
        // what one condition binds, another may use, whichever comes first
        for (int round = 0; round < 2; round++)
            for (var condition : pattern.getDescrs()) {
                var quiet = round == 0 ? new LintReport(report.file(), new java.util.ArrayList<>()) : report;
                if (condition instanceof ExprConstraintDescr expression)
                    new Expression(expression.getExpression(), type, scope, quiet, expression.getLine()).check();
                else if (round == 1) report.add(condition.getLine(), "Expected a condition about a field.");
            }
    }

    private static String outermost(String type) {
        int dot = type.indexOf('.');
        return dot < 0 ? type : type.substring(0, dot);
    }

    private Class<?> nested(PatternDescr pattern, Class<?> outer) {
        var type = outer;
        var names = pattern.getObjectType().split("\\.");
        for (int i = 1; i < names.length; i++) {
            var found = Vocabulary.field(type, names[i]);
            if (found.isEmpty()) {
                var has = Vocabulary.has(type);
                report.add(
                        pattern.getLine(),
                        "%s has no type '%s'.".formatted(type.getSimpleName(), names[i]),
                        Maybe.word(names[i], has));
                return Object.class;
            }
            type = found.get().type();
        }
        return type;
    }

    private void source(PatternDescr pattern, PatternSourceDescr source) {
        if (source instanceof FromDescr from) {
            var path = String.valueOf(from.getExpression()).strip();
            if (!PATH.matcher(path).matches())
                report.add(
                        pattern.getLine(),
                        "'from %s' is no plain path. Expected a bound fact and its fields, such as $list.guests."
                                .formatted(path));
            else new Expression(path, null, scope, report, pattern.getLine()).check();
        } else if (source instanceof CollectDescr collect) pattern(collect.getInputPattern());
        else if (source instanceof AccumulateDescr accumulate) accumulate(accumulate);
        else report.add(pattern.getLine(), "Facts come from the session, from collect, or from accumulate only.");
    }

    private void accumulate(AccumulateDescr accumulate) {
        element(accumulate.getInput());
        if (!accumulate.isExternalFunction())
            report.add(accumulate.getLine(), "Accumulate with a function such as count(), not with code of its own.");
        for (var function : accumulate.getFunctions()) {
            if (!FUNCTIONS.contains(function.getFunction()))
                report.add(
                        accumulate.getLine(),
                        "There is no function '%s' for accumulate. There are: %s."
                                .formatted(function.getFunction(), String.join(", ", FUNCTIONS)),
                        Maybe.word(function.getFunction(), FUNCTIONS));
            for (var parameter : function.getParams())
                new Expression(parameter, null, scope, report, accumulate.getLine()).check();
            if (function.getBind() != null)
                scope.bind(
                        function.getBind(),
                        function.getFunction().equals("collectList")
                                ? List.class
                                : function.getFunction().equals("count") ? Long.class : Object.class);
        }
    }
}
