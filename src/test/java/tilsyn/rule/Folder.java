package tilsyn.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A rules folder written for a test: one item about a host's volumes, one about the customer's hosts. */
record Folder(Path path) {
    static final String CARD = """
            id: OPS-03
            title: { en: Disk capacity, nb: Diskkapasitet }
            why: { en: Full disks stop work., nb: Fulle disker stopper arbeidet. }
            severity: high
            scope: host
            applies: { roles: [server] }
            evidence:
              - { fact: VolumeUsage, from: { en: daily sample, nb: daglig prøve }, max_age: 48h, required: true }
            parameters:
              free_fail_gb: { default: { server: 100, workstation: 10 }, unit: GB, range: [5, 1000], level: host }
              free_warn_pct: { default: 15, unit: '%', range: [5, 30], level: host }
              system_volumes: { default: ['C:', /], level: host }
            clauses:
              F1: { en: '{object} has {free} GB left', nb: '{object} har {free} GB igjen' }
              N1: { en: no sample, nb: ingen prøve }
              W1: { en: '{object} is nearly full', nb: '{object} er nesten full' }
            ticket:
              title: { en: '{object} is full', nb: '{object} er full' }
              steps:
                - { en: Make room., nb: Rydd. }
            mappings: { nsm: [2.1.1] }
            """;

    static final String DRL = """
            rule "OPS-03 F1 a volume has too little free"
            when
                Param( id == "OPS-03.free_fail_gb", $limit : number )
                $volume : VolumeUsage( freeGb < $limit )
            then
                say.fail( $volume.volume(), "free", $volume.freeGb() );
            end

            rule "OPS-03 W1 a volume is nearly full"
            when
                Param( id == "OPS-03.free_warn_pct", $limit : number )
                $volume : VolumeUsage( freePercent < $limit )
            then
                say.warn( $volume.volume() );
            end
            """;

    static final String CUSTOMER_CARD = """
            id: AGR-01
            title: { en: Inventory, nb: Inventar }
            why: { en: So that nothing is forgotten., nb: Så ingenting glemmes. }
            severity: high
            scope: customer
            evidence:
              - { fact: Host, from: { en: inventory, nb: inventar }, required: true, declared: true }
            clauses:
              F1: { en: '{object} fails {item}', nb: '{object} feiler {item}' }
            ticket:
              title: { en: Inventory, nb: Inventar }
              steps: []
            """;

    static final String CUSTOMER_DRL = """
            rule "AGR-01 F1 a host fails"
            when
                $verdict : HostVerdict( verdict == "FAIL" )
            then
                say.fail( $verdict.host(), "item", $verdict.item() );
            end
            """;

    static Folder in(Path path) {
        return new Folder(path)
                .with("operation/OPS-03-disk.yaml", CARD)
                .with("operation/OPS-03-disk.drl", DRL)
                .with("agreement/AGR-01-inventory.yaml", CUSTOMER_CARD)
                .with("agreement/AGR-01-inventory.drl", CUSTOMER_DRL);
    }

    Folder with(String file, String text) {
        try {
            var target = path.resolve("rules").resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, text);
            return this;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    Folder card(String from, String to) {
        return with("operation/OPS-03-disk.yaml", replaced(CARD, from, to));
    }

    Folder drl(String from, String to) {
        return with("operation/OPS-03-disk.drl", replaced(DRL, from, to));
    }

    private static String replaced(String text, String from, String to) {
        if (!text.contains(from)) throw new IllegalArgumentException("nothing to replace: " + from);
        return text.replace(from, to);
    }

    Path rules() {
        return path.resolve("rules");
    }

    Rulebook load() throws IOException, RulesBroken {
        return Rulebook.load(rules(), path.resolve("cache"));
    }
}
