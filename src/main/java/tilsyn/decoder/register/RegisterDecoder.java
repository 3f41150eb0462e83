package tilsyn.decoder.register;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.fact.Fact;
import tilsyn.fact.Maybe;
import tilsyn.fact.Register;

/**
 * Reads a register that people write, as YAML or as CSV with the same columns. A key that does not exist is rejected with
 * its line and what may have been meant, and the rest is read; a file whose notation is broken gives nothing, as nobody
 * can say what is missing from it.
 */
public final class RegisterDecoder implements Decoder {
    private static final List<Form> FORMS = List.of(
            new CustomerForm(),
            new InventoryForm(),
            new ScopesForm(),
            new BackupWindowsForm(),
            new RepositoriesForm(),
            new RepositoryUsageForm(),
            new MaintenanceForm(),
            new AbsenceForm(),
            new WaiversForm(),
            new AttestationsForm(),
            new FrictionForm(),
            new TicketsForm(),
            new TuningForm(),
            new LifecycleForm(),
            new ExpiryForm(),
            new BaselineForm(),
            new ImprovementsForm(),
            new ReportsForm(),
            new ContactsForm());
    private static final Set<String> SECTIONS =
            FORMS.stream().flatMap(form -> form.sections().stream()).collect(Collectors.toUnmodifiableSet());
    /** What an entry of the inventory gives beside its host. */
    private static final Set<String> BESIDE_HOSTS = Set.of("ExpectedSource", "BusinessJob", "CriticalServices");

    private static final String AS_OF = "as_of";
    private static final Pattern KEY = Pattern.compile("(?:- )?(?:\\{ *)?([A-Za-z_]{2,40}):(?: .*)?");

    private final Form form;

    private RegisterDecoder(Form form) {
        this.form = form;
    }

    /** One for each kind of register. */
    public static List<Decoder> all() {
        return FORMS.stream().<Decoder>map(RegisterDecoder::new).toList();
    }

    @Override
    public Format format() {
        return form.format();
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary() || head.firstChar() == '{' || head.firstChar() == '[' || head.firstChar() == '<')
            return false;
        var first = head.text()
                .lines()
                .filter(line -> !line.isBlank() && !isAside(line))
                .findFirst()
                .orElse("");
        if (Csv.columns(first).containsAll(form.marks())) return true;
        var key = KEY.matcher(first);
        if (!key.matches()) return false;
        var word = key.group(1);
        if (first.startsWith(word)) {
            if (form.sections().contains(word)) return true;
            if (word.equals(AS_OF)) return head.text().lines().anyMatch(this::opensSection);
            if (form.sections().stream().anyMatch(section -> nearly(word, section))) return true;
        }
        return form.keys().contains(word) && form.marks().stream().allMatch(mark -> hasKey(head.text(), mark));
    }

    private static boolean isAside(String line) {
        return line.startsWith("#") || line.startsWith("---") || line.startsWith("%YAML") || line.startsWith("sep=");
    }

    private boolean opensSection(String line) {
        return form.sections().stream().anyMatch(section -> line.startsWith(section + ":"));
    }

    private static boolean nearly(String word, String section) {
        return !SECTIONS.contains(word) && section.length() >= 6 && Maybe.distance(word, section) <= 2;
    }

    private static boolean hasKey(String text, String key) {
        return text.lines().anyMatch(line -> {
            for (int at = line.indexOf(key + ":"); at >= 0; at = line.indexOf(key + ":", at + 1))
                if (isKey(line, at)) return true;
            return false;
        });
    }

    /** Whether a key may begin here: in its line, or in an entry within braces. */
    private static boolean isKey(String line, int at) {
        var before = line.substring(0, at).strip();
        return before.isEmpty() || "-{,".indexOf(before.charAt(before.length() - 1)) >= 0;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var page = Page.of(input, sink);
        if (page == null) return;
        try {
            var first = page.lines().stream()
                    .filter(line -> !line.text().isBlank() && !isAside(line.text()))
                    .findFirst();
            if (first.isPresent() && Csv.columns(first.get().text()).containsAll(form.marks()))
                section(form, Csv.read(page, form), page, null);
            else for (var document : Yaml.read(page)) document(document, page);
        } catch (Unreadable broken) {
            page.rejected(broken.line(), broken.reason() + ". Nothing of the file is used");
        }
    }

    private void document(Node document, Page page) {
        if (document instanceof Node.Fields fields && !isEntry(fields)) {
            for (var key : fields.values().keySet()) {
                if (key.equals(AS_OF)) continue;
                var value = java.util.Objects.requireNonNull(fields.values().get(key));
                var line = java.util.Objects.requireNonNull(fields.lines().get(key));
                var named = byName(key);
                if (named != null) section(named, value, page, fields.values().get(AS_OF));
                else
                    page.rejected(
                            line,
                            "unknown register '%s'. There are: %s.%s"
                                    .formatted(Entry.shown(key), names(), Maybe.of(key, SECTIONS)));
            }
        } else {
            section(form, document, page, null);
        }
    }

    private boolean isEntry(Node.Fields fields) {
        return fields.values().keySet().containsAll(form.marks());
    }

    private static @Nullable Form byName(String section) {
        return FORMS.stream()
                .filter(form -> form.sections().contains(section))
                .findFirst()
                .orElse(null);
    }

    private static String names() {
        return FORMS.stream().map(form -> form.sections().get(0)).collect(Collectors.joining(", "));
    }

    /** @param around as-of of the file, for a section that states none of its own */
    private static void section(Form form, Node section, Page page, @Nullable Node around) {
        if (form.entries().isEmpty()) {
            entries(form, List.of(section), Instant.EPOCH, page, new int[1]);
            return;
        }
        var asOf = around == null ? Instant.EPOCH : asOf(around, page);
        var list = section;
        if (section instanceof Node.Fields fields && !fields.values().keySet().containsAll(form.marks())) {
            var own = fields.values().get(AS_OF);
            if (own != null) asOf = asOf(own, page);
            new Entry(page, fields).expect(List.of(AS_OF, form.entries(), "entries"));
            list = fields.values().get(form.entries());
            if (list == null) list = fields.values().get("entries");
        }
        var nodes = nodes(list, page);
        var unread = new int[1];
        var facts = entries(form, nodes, asOf, page, unread);
        var place = page.origin(section.line(), section.line());
        page.fact(new Register(
                form.format().id(),
                asOf,
                (int) facts.stream()
                        .filter(fact -> !BESIDE_HOSTS.contains(fact.type()))
                        .count(),
                unread[0] > 0 && !form.unread(unread[0]).isEmpty()
                        ? form.unread(unread[0])
                        : form.problem(facts, !asOf.equals(Instant.EPOCH)),
                place));
    }

    private static Instant asOf(Node node, Page page) {
        var fields = new Node.Fields(Map.of(AS_OF, node), Map.of(AS_OF, node.line()), node.line(), node.line());
        var moment = new Entry(page, fields).instant(AS_OF);
        return moment == null ? Instant.EPOCH : moment;
    }

    private static List<Node> nodes(@Nullable Node list, Page page) {
        if (list instanceof Node.Items items) return items.nodes();
        if (list instanceof Node.Fields one) return List.of(one);
        if (list instanceof Node.Scalar scalar && !scalar.text().isEmpty())
            page.rejected(scalar.line(), "'%s' is no list of entries".formatted(Entry.shown(scalar.text())));
        return List.of();
    }

    /** @param unread counts those that gave nothing */
    private static List<Fact> entries(Form form, Collection<Node> nodes, Instant asOf, Page page, int[] unread) {
        var facts = new ArrayList<Fact>();
        var seen = new java.util.HashMap<String, Integer>();
        for (var node : nodes) {
            if (!(node instanceof Node.Fields fields)) {
                page.rejected(node.line(), "expected an entry with keys: " + String.join(", ", form.keys()));
                unread[0]++;
                continue;
            }
            var entry = new Entry(page, fields);
            entry.expect(form.keys());
            var read = form.read(entry, asOf);
            if (read.isEmpty()) unread[0]++;
            var name = read.isEmpty() ? "" : form.name(read.get(0));
            var earlier = name.isEmpty() ? null : seen.putIfAbsent(name, fields.line());
            if (earlier != null) {
                entry.rejected("'%s' for the second time; line %d holds".formatted(name, earlier));
                continue;
            }
            read.forEach(page::fact);
            facts.addAll(read);
        }
        return facts;
    }
}
