package tilsyn.decoder.antivirus;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Json;
import tilsyn.decoder.When;
import tilsyn.fact.AvStatus;
import tilsyn.fact.Origin;

/**
 * What {@code Get-MpComputerStatus} says of one machine. It states no time, but ages in days as of the moment of the call:
 * where the file's name holds no date, they tell when that was. An age of 4294967295 or 65535 means never.
 */
final class DefenderStatus {
    private static final long NEVER = 65_535;
    private static final Duration DAY = Duration.ofDays(1);

    private final JsonNode said;
    private final Dates dates;

    DefenderStatus(JsonNode said, Dates dates) {
        this.said = said;
        this.dates = dates;
    }

    /** Null when it says neither whether protection is on nor how old the definitions are. */
    @Nullable
    AvStatus at(When file, Origin origin) {
        var realTime = all("RealTimeProtectionEnabled", "OnAccessProtectionEnabled");
        var time = time(file);
        var created = instant("AntivirusSignatureLastUpdated");
        // from the future: day and month are the other way round, or a clock is wrong
        if (created == null || created.isAfter(time.instant().plus(DAY))) created = ago(time, "AntivirusSignatureAge");
        if (realTime == null && created == null && Json.flag(said.get("AMServiceEnabled")) == null) return null;
        return new AvStatus(
                host(),
                time.instant(),
                "Microsoft Defender Antivirus",
                Json.text(said.get("AMRunningMode")),
                all("AMServiceEnabled", "AntivirusEnabled"),
                realTime,
                Json.flag(said.get("IsTamperProtected")),
                Json.text(said.get("AntivirusSignatureVersion")),
                created,
                scan(time, "QuickScanEndTime", "QuickScanAge"),
                scan(time, "FullScanEndTime", "FullScanAge"),
                exclusions(),
                time.on(origin));
    }

    private String host() {
        for (var key : List.of("PSComputerName", "ComputerName", "Host", "host")) {
            var name = Json.text(said.get(key));
            if (!name.isEmpty() && !name.equals("localhost")) return name;
        }
        return "";
    }

    /** False as soon as one is, true only if the first is. */
    private @Nullable Boolean all(String first, String second) {
        var one = Json.flag(said.get(first));
        var other = Json.flag(said.get(second));
        return Boolean.FALSE.equals(one) || Boolean.FALSE.equals(other) ? Boolean.FALSE : one;
    }

    private When time(When file) {
        for (var key : List.of("Time", "time", "CollectedAt")) {
            var stated = dates.start(said.get(key));
            if (stated != null) return stated;
        }
        if (!file.text().isEmpty()) return file;
        var created = instant("AntivirusSignatureLastUpdated");
        long age = Json.count(said.get("AntivirusSignatureAge"));
        if (created == null || age < 0 || age >= NEVER) return file;
        var earliest = created.plus(DAY.multipliedBy(age));
        boolean fits = !file.instant().isBefore(earliest)
                && file.instant().isBefore(earliest.plus(DAY).plus(Duration.ofHours(1)));
        return fits
                ? file
                : new When(earliest, "", "by the age of the definitions, as the " + file.note() + " is another");
    }

    private @Nullable Instant instant(String key) {
        var when = dates.start(said.get(key));
        // day 1 of the calendar is how .NET writes "none"
        return when == null || when.instant().isBefore(Instant.parse("1990-01-01T00:00:00Z")) ? null : when.instant();
    }

    private @Nullable Instant scan(When time, String end, String age) {
        var ended = instant(end);
        return ended != null ? ended : ago(time, age);
    }

    /** The oldest it can be: an age of 2 days lasts until the third is over. */
    private @Nullable Instant ago(When time, String key) {
        long days = Json.count(said.get(key));
        return days < 0 || days >= NEVER ? null : time.instant().minus(DAY.multipliedBy(days + 1));
    }

    private @Nullable List<String> exclusions() {
        if (!said.has("ExclusionPath")) return null;
        var exclusions = new ArrayList<String>();
        for (var key : List.of("ExclusionPath", "ExclusionExtension", "ExclusionProcess")) {
            var value = said.path(key);
            if (value.isTextual()) exclusions.add(value.textValue());
            for (var entry : value)
                if (entry.isTextual() && exclusions.size() < 2_000) exclusions.add(entry.textValue());
        }
        return exclusions;
    }
}
