package tilsyn.rule;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.drools.base.base.ObjectType;
import org.drools.base.base.ValueResolver;
import org.drools.base.reteoo.BaseTuple;
import org.drools.base.rule.Pattern;
import org.drools.base.rule.constraint.BetaConstraint;
import org.drools.core.RuleBaseConfiguration;
import org.drools.core.common.BaseNode;
import org.drools.core.common.BetaConstraints;
import org.drools.core.reteoo.BetaMemory;
import org.drools.core.reteoo.BetaNode;
import org.drools.core.reteoo.FromNode;
import org.drools.core.reteoo.ReteDumper;
import org.drools.core.reteoo.Tuple;
import org.drools.core.reteoo.builder.BuildContext;
import org.drools.util.bitmask.BitMask;
import org.kie.api.KieBase;
import org.kie.api.runtime.rule.FactHandle;

/**
 * The conditions by which one fact is joined to those before it, counting each pair they are asked about. So a join that
 * tries or finds too much ends where it stands, after the same number of steps on every machine, before it fills memory.
 */
@SuppressWarnings({"rawtypes", "unchecked", "TypeParameterUnusedInFormals"}) // as the engine has them
final class Metered implements BetaConstraints {
    private final BetaConstraints inner;
    private final int node;
    private final String item;

    private Metered(BetaConstraints inner, int node, String item) {
        this.inner = inner;
        this.node = node;
        this.item = item;
    }

    /** Counts from now on in all joins of these clauses. */
    static KieBase all(KieBase clauses) {
        var number = new AtomicInteger();
        for (var node : ReteDumper.collectRete(clauses)) {
            if (node instanceof BetaNode) replace(BetaNode.class, "constraints", node, number);
            else if (node instanceof FromNode) replace(FromNode.class, "betaConstraints", node, number);
        }
        return clauses;
    }

    private static void replace(Class<?> type, String field, BaseNode node, AtomicInteger number) {
        try {
            var constraints = type.getDeclaredField(field);
            constraints.setAccessible(true);
            var rules = node.getAssociatedRules();
            constraints.set(
                    node,
                    new Metered(
                            (BetaConstraints) constraints.get(node),
                            number.getAndIncrement(),
                            rules.length == 0 ? "" : Unit.item(rules[0].getPackageName())));
        } catch (ReflectiveOperationException other) {
            throw new IllegalStateException("this is no Drools that joins can be counted in", other);
        }
    }

    private boolean counted(boolean allowed) {
        var meter = Meter.running();
        if (meter != null) meter.count(node, allowed, item);
        return allowed;
    }

    @Override
    public boolean isAllowedCachedLeft(Object context, FactHandle handle) {
        return counted(inner.isAllowedCachedLeft(context, handle));
    }

    @Override
    public boolean isAllowedCachedRight(BaseTuple tuple, Object context) {
        return counted(inner.isAllowedCachedRight(tuple, context));
    }

    @Override
    public Object createContext() {
        return inner.createContext();
    }

    @Override
    public void updateFromTuple(Object context, ValueResolver resolver, Tuple tuple) {
        inner.updateFromTuple(context, resolver, tuple);
    }

    @Override
    public void updateFromFactHandle(Object context, ValueResolver resolver, FactHandle handle) {
        inner.updateFromFactHandle(context, resolver, handle);
    }

    @Override
    public BetaConstraint[] getConstraints() {
        return inner.getConstraints();
    }

    @Override
    public BetaConstraints getOriginalConstraint() {
        return inner.getOriginalConstraint();
    }

    @Override
    public boolean isIndexed() {
        return inner.isIndexed();
    }

    @Override
    public int getIndexCount() {
        return inner.getIndexCount();
    }

    @Override
    public boolean isEmpty() {
        return inner.isEmpty();
    }

    @Override
    public BetaMemory createBetaMemory(RuleBaseConfiguration configuration, int nodeType) {
        return inner.createBetaMemory(configuration, nodeType);
    }

    @Override
    public void resetTuple(Object context) {
        inner.resetTuple(context);
    }

    @Override
    public void resetFactHandle(Object context) {
        inner.resetFactHandle(context);
    }

    @Override
    public BitMask getListenedPropertyMask(Pattern pattern, ObjectType type, List properties) {
        return inner.getListenedPropertyMask(pattern, type, properties);
    }

    @Override
    public void init(BuildContext context, int nodeType) {
        inner.init(context, nodeType);
    }

    @Override
    public void initIndexes(int depth, int nodeType, RuleBaseConfiguration configuration) {
        inner.initIndexes(depth, nodeType, configuration);
    }

    @Override
    public Object cloneIfInUse() {
        return inner.cloneIfInUse();
    }

    @Override
    public boolean isLeftUpdateOptimizationAllowed() {
        return inner.isLeftUpdateOptimizationAllowed();
    }

    @Override
    public void registerEvaluationContext(BuildContext context) {
        inner.registerEvaluationContext(context);
    }

    @Override
    public void writeExternal(ObjectOutput out) {
        throw new UnsupportedOperationException("rules are never written as objects");
    }

    @Override
    public void readExternal(ObjectInput in) {
        throw new UnsupportedOperationException("rules are never read as objects");
    }
}
