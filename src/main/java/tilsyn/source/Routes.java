package tilsyn.source;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NamedNode;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Maybe;

/** The route files of a folder, read into Camel, checked and started. */
final class Routes {
    /** Where routes may read from, and where they may lead. */
    static final Set<String> FROM = Set.of("direct", "folder");

    static final Set<String> TO = Set.of("bean", "direct", "file", "log");

    /** What {@link Arrivals} can do. */
    private static final Set<String> METHODS = Set.of("decode", "recognise", "reject");

    private static final Pattern LINE = Pattern.compile("line (\\d+), column");
    private static final Pattern METHOD = Pattern.compile("[?&]method=([^&]*)");

    /** What a folder of routes is for. */
    record Purpose(Set<String> from, Set<String> to, Map<String, Set<String>> beans, boolean folder) {
        /** Reading a folder that is checked. */
        static final Purpose READING = new Purpose(FROM, TO, Map.of("arrivals", METHODS), true);

        /** Listening to senders. */
        static final Purpose LISTENING = new Purpose(
                Set.of("direct", "netty", "timer"),
                Set.of("bean", "direct", "log"),
                Map.of("feed", Set.of("take"), "drop", Set.of("look"), "tail", Set.of("look"), "kafka", Set.of("look")),
                false);
    }

    private final RouteFiles routes;
    private final Purpose purpose;
    private final DefaultCamelContext camel;
    /** Also those that Camel has dropped for another of the same id. */
    private final Map<RouteDefinition, Path> files = new LinkedHashMap<>();

    private final Set<RoutesBroken.Problem> problems = new LinkedHashSet<>();

    private Routes(RouteFiles routes, Purpose purpose, DefaultCamelContext camel) {
        this.routes = routes;
        this.purpose = purpose;
        this.camel = camel;
    }

    /** @throws RoutesBroken if they can't be used */
    static void start(RouteFiles files, Purpose purpose, DefaultCamelContext camel) {
        var routes = checked(files, purpose, camel);
        if (routes.problems.isEmpty()) routes.start();
        routes.throwProblems();
    }

    /**
     * Takes them apart, and starts none.
     *
     * @throws RoutesBroken if they can't be used
     */
    static void check(RouteFiles files, Purpose purpose, DefaultCamelContext camel) {
        checked(files, purpose, camel).throwProblems();
    }

    private static Routes checked(RouteFiles files, Purpose purpose, DefaultCamelContext camel) {
        var routes = new Routes(files, purpose, camel);
        routes.problems.addAll(files.problems());
        routes.load();
        if (routes.problems.isEmpty()) routes.check();
        return routes;
    }

    private void throwProblems() {
        if (!problems.isEmpty()) throw new RoutesBroken(List.copyOf(problems));
    }

    /** Configurations first, as they hold for routes that are loaded after them. */
    private void load() {
        var builders = new TreeMap<Path, RoutesBuilder>();
        routes.texts().forEach((file, text) -> trying(file, () -> builders.put(file, builder(file, text))));
        builders.forEach((file, builder) -> {
            if (builder instanceof RouteConfigurationsBuilder configuration)
                trying(file, () -> configuration.addRouteConfigurationsToCamelContext(camel));
        });
        builders.forEach((file, builder) -> trying(file, () -> {
            builder.addRoutesToCamelContext(camel);
            for (var route : camel.getRouteDefinitions()) files.putIfAbsent(route, file);
        }));
    }

    private RoutesBuilder builder(Path file, String text) throws Exception {
        var resource = ResourceHelper.fromBytes(file.toString(), text.getBytes(StandardCharsets.UTF_8));
        return PluginHelper.getRoutesLoader(camel)
                .findRoutesBuilders(List.of(resource))
                .iterator()
                .next();
    }

    private interface Step {
        void now() throws Exception;
    }

    private void trying(Path file, Step step) {
        try {
            step.now();
        } catch (Exception broken) {
            var said = last(broken);
            int line = 0;
            for (var found = LINE.matcher(said); found.find(); ) line = Integer.parseInt(found.group(1));
            problem(file, line, sentence(said));
        }
    }

    private void check() {
        var ids = new TreeMap<String, String>();
        var inputs = new TreeMap<String, String>();
        for (var route : files.keySet()) {
            var place = file(route) + ":" + Math.max(1, route.getLineNumber());
            if (!route.hasCustomIdAssigned()) problem(route, route, "a route without id; give it one of its own");
            else if (ids.putIfAbsent(route.getId(), place) != null)
                problem(
                        route,
                        route,
                        "route id '%s' is used twice; also in %s".formatted(route.getId(), ids.get(route.getId())));
            var from = route.getInput().getEndpointUri();
            if (inputs.putIfAbsent(from, place) != null)
                problem(route, route.getInput(), "%s is read twice; also in %s".formatted(from, inputs.get(from)));
            scheme(route, route.getInput(), from, purpose.from(), "read from");
            outputs(route, route.getOutputs());
        }
        if (purpose.folder() && !inputs.containsKey("folder:input"))
            problem(routes.folder(), 0, "no route reads folder:input, the folder that is checked");
    }

    private void outputs(RouteDefinition route, List<ProcessorDefinition<?>> outputs) {
        for (var output : outputs) {
            if (output instanceof EndpointRequiredDefinition to) {
                scheme(route, output, to.getEndpointUri(), purpose.to(), "lead to");
                if (to.getEndpointUri().startsWith("bean:")) bean(route, output, to.getEndpointUri());
            }
            if (output instanceof ToDynamicDefinition to) scheme(route, output, to.getUri(), purpose.to(), "lead to");
            if (output instanceof BeanDefinition bean)
                bean(route, bean, "bean:" + bean.getRef() + "?method=" + bean.getMethod());
            outputs(route, output.getOutputs());
        }
    }

    private void scheme(RouteDefinition route, NamedNode node, String uri, Set<String> allowed, String verb) {
        var scheme = uri.indexOf(':') < 0 ? uri : uri.substring(0, uri.indexOf(':'));
        if (!allowed.contains(scheme))
            problem(
                    route,
                    node,
                    "a route can't %s '%s'. It can %s: %s.%s"
                            .formatted(verb, scheme, verb, sorted(allowed), Maybe.of(scheme, allowed)));
    }

    private void bean(RouteDefinition route, NamedNode node, String uri) {
        var name = uri.substring("bean:".length()).replaceAll("\\?.*", "");
        var methods = purpose.beans().get(name);
        if (methods == null) {
            var known = purpose.beans().keySet();
            problem(
                    route,
                    node,
                    "there is no bean '%s', only %s%s".formatted(name, sorted(known), Maybe.of(name, known)));
            return;
        }
        var method = METHOD.matcher(uri);
        var called = method.find() ? method.group(1) : "";
        if (!methods.contains(called))
            problem(
                    route,
                    node,
                    "%s can't '%s'. It can: %s.%s".formatted(name, called, sorted(methods), Maybe.of(called, methods)));
    }

    private void start() {
        try {
            camel.start();
        } catch (RuntimeException broken) {
            for (Throwable cause = broken; cause != null; cause = cause.getCause())
                if (cause instanceof FailedToCreateRouteException failed) {
                    for (var route : camel.getRouteDefinitions())
                        if (route.getId().equals(failed.getRouteId())) problem(route, route, sentence(last(failed)));
                    return;
                }
            throw broken;
        }
    }

    private void problem(RouteDefinition route, NamedNode node, String sentence) {
        var location = node.getLocation();
        int line = node.getLineNumber() > 0 ? node.getLineNumber() : route.getLineNumber();
        problems.add(new RoutesBroken.Problem(location == null ? file(route) : location, Math.max(0, line), sentence));
    }

    private String file(RouteDefinition route) {
        return files.getOrDefault(route, routes.folder()).toString();
    }

    private void problem(Path file, int line, String sentence) {
        problems.add(new RoutesBroken.Problem(file.toString(), line, sentence));
    }

    private static String last(Throwable broken) {
        var said = String.valueOf(broken.getMessage());
        for (@Nullable Throwable cause = broken.getCause(); cause != null; cause = cause.getCause())
            if (cause.getMessage() != null && !cause.getClass().getSimpleName().equals("SimpleParserException"))
                said = cause.getMessage();
        return said;
    }

    /** Camel's and YAML's words without the excerpts of the file. */
    private static String sentence(String said) {
        var plain = said.lines()
                .filter(line -> !line.startsWith(" ") && !line.isBlank())
                .collect(Collectors.joining("; "));
        return plain.substring(plain.lastIndexOf("due to: ") < 0 ? 0 : plain.lastIndexOf("due to: ") + 8);
    }

    private static String sorted(Set<String> words) {
        return words.stream().sorted().collect(Collectors.joining(", "));
    }
}
