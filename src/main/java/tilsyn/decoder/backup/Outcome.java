package tilsyn.decoder.backup;

import tilsyn.fact.BackupRun;
import tilsyn.fact.RepositoryCheck;
import tilsyn.fact.RestoreTest;

/** How what a tool did ended, in the worst of its own words. */
enum Outcome {
    /** Nothing of what it said tells. */
    UNKNOWN,
    GOOD,
    /** It came to its end, but something was left out, differs or is odd. */
    ODD,
    /** It was never done, such as for a lock or a wrong password: no verdict on what it should have looked at. */
    STOPPED,
    BAD;

    Outcome and(Outcome other) {
        return other.compareTo(this) > 0 ? other : this;
    }

    BackupRun.Result ofBackup() {
        return switch (this) {
            case UNKNOWN -> BackupRun.Result.UNKNOWN;
            case GOOD -> BackupRun.Result.SUCCESS;
            case ODD -> BackupRun.Result.WARNING;
            case STOPPED, BAD -> BackupRun.Result.FAILED;
        };
    }

    RepositoryCheck.Result ofCheck() {
        return switch (this) {
            case GOOD -> RepositoryCheck.Result.PASSED;
            case UNKNOWN, ODD, STOPPED -> RepositoryCheck.Result.UNKNOWN;
            case BAD -> RepositoryCheck.Result.FAILED;
        };
    }

    RestoreTest.Result ofRestore() {
        return switch (this) {
            case UNKNOWN -> RestoreTest.Result.UNKNOWN;
            case GOOD -> RestoreTest.Result.RESTORED;
            case ODD -> RestoreTest.Result.PARTIAL;
            case STOPPED, BAD -> RestoreTest.Result.FAILED;
        };
    }
}
