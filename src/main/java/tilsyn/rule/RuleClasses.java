package tilsyn.rule;

import org.drools.model.Model;

/** Loads compiled units; their classes reach nothing outside the sandbox. */
final class RuleClasses extends Sandbox {
    private final Compiled unit;

    private RuleClasses(Compiled unit) {
        super(Strictness.RUNNING);
        this.unit = unit;
    }

    /** @throws LinkageError if the unit's classes are broken or want what is out of reach */
    static Model model(Compiled unit) {
        var loader = new RuleClasses(unit);
        try {
            return (Model)
                    loader.loadClass(unit.model()).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException broken) {
            throw new LinkageError("unit %s can't be loaded".formatted(unit.model()), broken);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        var bytes = unit.classes().get(name);
        if (bytes == null) return super.loadClass(name, resolve);
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, bytes, 0, bytes.length);
        }
    }
}
