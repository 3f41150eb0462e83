package tilsyn.decoder.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import tilsyn.decoder.Json;
import tilsyn.decoder.When;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;
import tilsyn.fact.RepositoryCheck;
import tilsyn.fact.RestoreTest;

/** What restic says in JSON of a check or a restore. */
final class ResticOther {
    private static final int MOST_PROBLEMS = 10;
    private static final int LOCKED = 11;

    private boolean check;
    private boolean restore;
    private boolean summary;
    private long errors = -1;
    private long expected = -1;
    private long restored = -1;
    private long exit = -1;
    private String said = "";
    private final List<String> problems = new ArrayList<>();

    boolean isEmpty() {
        return !check && !restore;
    }

    void exits(long code) {
        exit = code;
    }

    /** Whether the message is of a check or a restore. */
    boolean message(JsonNode message) {
        switch (Json.text(message.get("message_type"))) {
            case "summary" -> {
                if (message.has("total_bytes_processed")) return false;
                if (message.has("num_errors")) {
                    check = true;
                    errors = Json.count(message.get("num_errors"));
                    for (var pack : message.path("broken_packs")) problem("broken pack " + Json.text(pack));
                } else if (message.has("total_files")) {
                    restore = true;
                    expected = Json.count(message.get("total_files"));
                    restored = message.has("files_restored") ? Json.count(message.get("files_restored")) : 0;
                } else return false;
                summary = true;
                return true;
            }
            case "error" -> {
                if (Json.text(message.get("during")).equals("restore")) {
                    restore = true;
                    problem(Json.text(message.path("error").get("message")) + " " + Json.text(message.get("item")));
                } else if (!message.has("during") && message.path("message").isTextual()) {
                    check = true;
                    problem(Json.text(message.get("message")));
                } else return false;
                return true;
            }
            case "exit_error" -> {
                exit = Json.count(message.get("code"));
                said = Json.text(message.get("message"));
                return !isEmpty();
            }
            case "status" -> {
                return message.has("files_restored") || !isEmpty();
            }
            default -> {
                return false;
            }
        }
    }

    private void problem(String text) {
        var problem = text.strip();
        if (!problem.isEmpty() && problems.size() < MOST_PROBLEMS) problems.add(problem);
    }

    Fact made(When undated, Origin place) {
        var words = said.isEmpty() ? exit >= 0 ? "exit status " + exit : summary ? "summary" : "" : said;
        if (check)
            return new RepositoryCheck(
                    "",
                    "restic",
                    "",
                    RepositoryCheck.Depth.STRUCTURE,
                    checked(),
                    errors,
                    problems,
                    words,
                    undated.instant(),
                    undated.on(place));
        return new RestoreTest(
                "", "restic", "", false, restored(), expected, restored, words, undated.instant(), undated.on(place));
    }

    private RepositoryCheck.Result checked() {
        // a lock counts as an error, too, but nothing was checked
        if (exit == LOCKED) return RepositoryCheck.Result.UNKNOWN;
        if (!problems.isEmpty() || exit > 0) return RepositoryCheck.Result.FAILED;
        if (!summary || errors < 0) return RepositoryCheck.Result.UNKNOWN;
        // without a word of what is wrong it may be a lock
        return errors == 0 ? RepositoryCheck.Result.PASSED : RepositoryCheck.Result.UNKNOWN;
    }

    private RestoreTest.Result restored() {
        if (exit > 0 || summary && restored == 0) return RestoreTest.Result.FAILED;
        if (!problems.isEmpty()) return RestoreTest.Result.FAILED;
        if (!summary || expected < 0) return RestoreTest.Result.UNKNOWN;
        return restored == expected ? RestoreTest.Result.RESTORED : RestoreTest.Result.PARTIAL;
    }
}
