package tilsyn.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tilsyn.source.Listeners;
import tilsyn.source.RouteFiles;
import tilsyn.source.RoutesBroken;

/**
 * The routes that listen. Others take their place when they can be used, by which their sources are restarted; else those
 * before go on.
 */
final class RoutesInUse implements AutoCloseable {
    private final Path folder;
    private volatile Listeners listeners;
    private volatile String problem = "";
    private RouteFiles used;
    private @Nullable RouteFiles seen;

    /** @throws RoutesBroken if those in the folder can't be used */
    RoutesInUse(Path folder, Listeners.Setup setup) {
        this.folder = folder;
        this.used = RouteFiles.read(folder);
        this.seen = used;
        this.listeners = Listeners.open(used, setup);
    }

    /** Why what lies in the folder is not in use; empty when it is. */
    String problem() {
        return problem;
    }

    List<Listeners.Connected> connections() {
        return listeners.connections();
    }

    /**
     * Looks whether files have changed, and takes them when they can be used. From one thread at a time.
     *
     * @return what to say of it; empty when nothing changed
     * @throws RuntimeException if neither they nor those before can be started; the next look tries again
     */
    Optional<String> look() {
        var now = RouteFiles.read(folder);
        if (now.equals(seen)) return Optional.empty();
        seen = now;
        try {
            listeners.check(now);
        } catch (RoutesBroken broken) {
            return refused(String.valueOf(broken.getMessage()));
        }
        seen = null;
        listeners.close();
        try {
            listeners = listeners.again(now);
            used = now;
            problem = "";
        } catch (RuntimeException broken) {
            listeners = listeners.again(used);
            seen = now;
            return refused(root(broken));
        }
        seen = now;
        return Optional.of("The routes have changed and their sources were restarted.");
    }

    /** Whether something was saved that was not yet looked at. */
    boolean isBehind() {
        return !RouteFiles.read(folder).equals(seen);
    }

    private Optional<String> refused(String why) {
        problem = why;
        return Optional.of("The routes have changed but can't be used; those before go on:\n" + why);
    }

    private static String root(Throwable broken) {
        var cause = broken;
        while (cause.getCause() != null) cause = cause.getCause();
        return String.valueOf(cause.getMessage());
    }

    @Override
    public void close() {
        listeners.close();
    }
}
