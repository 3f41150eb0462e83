package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The signatures in {@code rules/signatures/}: they load, and each does what the lines beside it say. */
class SignatureFilesTest {
    @Test
    void every_line_beside_a_signature_is_named_as_it_says() throws Exception {
        assertThat(signatures().failures()).isEmpty();
    }

    @Test
    void the_signatures_that_rules_and_derivations_ask_for_are_there() throws Exception {
        var ids = signatures().all().stream().map(Signature::id).toList();

        assertThat(ids)
                .hasSizeGreaterThanOrEqualTo(170)
                .contains("log.cleared", "log.full", "log.dropped", "log.service-stopped", "log.audit-stopped")
                .contains("boot.started", "boot.type", "boot.unclean", "boot.unexpected", "boot.bugcheck")
                .contains("boot.requested", "boot.stopped", "logon.failed", "logon.ok", "logon.lockout")
                .contains("disk.bad-block", "disk.controller-error", "disk.paging-error", "disk.predicted-failure")
                .contains("disk.retry", "disk.io-error", "smartd.pending", "smartd.failed", "smartd.changed")
                .contains("raid.fail", "raid.degraded", "raid.rebuild-started", "raid.rebuild-finished")
                .contains("raid.spares-missing", "raid.predictive", "av.rtp-off", "av.rtp-on", "av.setting")
                .contains("av.weakened", "av.health", "av.definitions", "av.reverted", "av.detected", "av.acted")
                .contains("av.action-failed", "backup.wsb", "backup.veeam", "backup.restore", "guest.created")
                .contains("print.error", "update.installed", "update.failed", "update.restart", "updates.auto");
    }

    @Test
    void the_example_in_the_documentation_does_what_it_says() throws Exception {
        var blocks = Files.readString(Path.of("docs/signatures.md")).split("```");
        var example = blocks[1].substring(blocks[1].indexOf('\n') + 1);

        var signatures = Signatures.of(new TreeMap<>(java.util.Map.of("docs/signatures.md", example)));

        assertThat(signatures.failures()).isEmpty();
        assertThat(signatures.byId("logon.failed")).isPresent();
    }

    static Signatures signatures() throws IOException, SignaturesBroken {
        var files = new TreeMap<String, String>();
        try (var folder = Files.list(Path.of("rules", "signatures"))) {
            for (var file :
                    folder.filter(path -> path.toString().endsWith(".yaml")).toList())
                files.put(file.toString().replace('\\', '/'), Files.readString(file));
        }
        return Signatures.of(files);
    }
}
