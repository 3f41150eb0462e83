package tilsyn.decoder.register;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Format;
import tilsyn.fact.Fact;

/** What one kind of register holds: the keys of its entries, and the facts they become. */
interface Form {
    /** The id is the register's name, as {@link tilsyn.fact.Register#name()} gives it. */
    Format format();

    /** Top-level keys under which a YAML file holds it; the first is the one to write. */
    List<String> sections();

    /** Key of the list of entries below the section; empty when the section is itself the one entry. */
    String entries();

    /** Keys an entry may have. */
    List<String> keys();

    /** Columns a CSV file may have: keys, and keys below keys with a dot between. */
    default List<String> columns() {
        return keys();
    }

    /** Keys that together tell this register from all others. */
    Set<String> marks();

    /** The entry as facts; empty after having rejected it. */
    List<Fact> read(Entry entry, Instant asOf);

    /** What tells this entry from the others, so that none counts twice; empty when entries have no name. */
    default String name(Fact fact) {
        return "";
    }

    /** What is wrong with the register as a whole; empty when sound. */
    default String problem(List<Fact> facts, boolean dated) {
        return "";
    }

    /** What is wrong with the register when some of its entries could not be read; empty when the others stand alone. */
    default String unread(int entries) {
        return "";
    }
}
