package tilsyn.derive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.BackupRun;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Picture;
import tilsyn.fact.Picture.Night;
import tilsyn.fact.Picture.NightResult;
import tilsyn.fact.VolumeTrend;
import tilsyn.fact.VolumeUsage;

/** What the report draws of the last five weeks: backups night by night, their sizes, and free space. */
public final class Pictures {
    /** How many nights, and days, are drawn. */
    public static final int DAYS = 35;

    private static final int FEWEST_FULLS = 3;

    private final String host;
    private final List<Fact> facts;
    private final Instant asOf;
    private final ZoneId zone;
    private final UnaryOperator<String> masking;
    private final LocalDate today;

    private Pictures(String host, List<Fact> facts, Instant asOf, ZoneId zone, UnaryOperator<String> masking) {
        this.host = host;
        this.facts = facts;
        this.asOf = asOf;
        this.zone = zone;
        this.masking = masking;
        this.today = asOf.atZone(zone).toLocalDate();
    }

    /** Whether pictures are made of such facts. */
    public static boolean show(Fact fact) {
        return fact instanceof VolumeUsage || run("", fact) != null;
    }

    /**
     * By kind, host and name.
     *
     * @param byHost facts that pictures {@link #show}; others are passed over
     * @param zone where nights and days are counted
     * @param masking what names become before anyone sees them
     */
    public static List<Picture> of(
            SortedMap<String, List<Fact>> byHost, Instant asOf, ZoneId zone, UnaryOperator<String> masking) {
        var nights = new ArrayList<Picture>();
        var sizes = new ArrayList<Picture>();
        var spaces = new ArrayList<Picture>();
        byHost.forEach((host, facts) -> {
            if (host.isEmpty()) return;
            var known = facts.stream()
                    .filter(fact -> !fact.time().isAfter(asOf))
                    .map(fact -> orElse(run(host, fact), fact))
                    .toList();
            var pictures = new Pictures(host, known, asOf, zone, masking);
            var runs = Runs.of(known);
            nights.addAll(pictures.nights(runs));
            sizes.addAll(pictures.sizes(runs));
            spaces.addAll(pictures.spaces());
        });
        nights.addAll(sizes);
        nights.addAll(spaces);
        return List.copyOf(nights);
    }

    private static Fact orElse(@Nullable Fact one, Fact other) {
        return one == null ? other : one;
    }

    private static @Nullable BackupRun run(String host, Fact fact) {
        if (fact instanceof BackupRun run) return run;
        return fact instanceof LogEvent event ? ServerBackups.inSyslog(host, event) : null;
    }

    private List<Picture> nights(List<BackupRun> runs) {
        var first = today.minusDays(DAYS);
        var jobs = new TreeMap<String, List<List<BackupRun>>>();
        for (var run : Runs.byRun(runs))
            if (!evening(run.get(0)).isBefore(first))
                jobs.computeIfAbsent(run.get(0).job(), job -> new ArrayList<>()).add(run);
        var pictures = new ArrayList<Picture>();
        jobs.forEach((job, all) -> {
            var nights = first.datesUntil(today)
                    .map(evening -> new Night(evening, result(evening, all), clocksChange(evening)))
                    .toList();
            var lastGood = all.stream()
                    .flatMap(List::stream)
                    .filter(attempt -> attempt.result() == BackupRun.Result.SUCCESS)
                    .map(BackupRun::start)
                    .max(Instant::compareTo)
                    .orElse(null);
            pictures.add(new Picture.Nights(host, masking.apply(job), nights, lastGood));
        });
        return pictures;
    }

    private LocalDate evening(BackupRun run) {
        return run.start().atZone(zone).minusHours(12).toLocalDate();
    }

    private boolean clocksChange(LocalDate evening) {
        var noon = evening.atTime(LocalTime.NOON).atZone(zone).toInstant();
        var change = zone.getRules().nextTransition(noon);
        return change != null
                && change.getInstant()
                        .isBefore(evening.plusDays(1)
                                .atTime(LocalTime.NOON)
                                .atZone(zone)
                                .toInstant());
    }

    /** By the last attempt of the night; one that is good only at last is no clean night. */
    private NightResult result(LocalDate evening, List<List<BackupRun>> runs) {
        var attempts = runs.stream()
                .filter(run -> evening(run.get(0)).equals(evening))
                .flatMap(List::stream)
                .toList();
        if (attempts.isEmpty()) return NightResult.NONE;
        var last = attempts.get(attempts.size() - 1);
        boolean clean = attempts.stream()
                .allMatch(attempt -> attempt.result() == BackupRun.Result.SUCCESS && attempt.attempt() <= 1);
        return switch (last.result()) {
            case SUCCESS -> clean ? NightResult.GOOD : NightResult.RETRIED;
            case WARNING -> NightResult.PARTIAL;
            case FAILED, CANCELLED -> NightResult.FAILED;
            case RUNNING, UNKNOWN -> NightResult.UNKNOWN;
        };
    }

    private List<Picture> sizes(List<BackupRun> runs) {
        var fulls = new TreeMap<String, SortedMap<LocalDate, Long>>();
        for (var run : runs)
            if (run.form().equals("full")
                    && run.bytesRead() > 0
                    && (run.result() == BackupRun.Result.SUCCESS || run.result() == BackupRun.Result.WARNING))
                fulls.computeIfAbsent(run.job(), job -> new TreeMap<>()).put(day(run.start()), run.bytesRead());
        var used = used();
        var pictures = new ArrayList<Picture>();
        fulls.forEach((job, sizes) -> {
            if (sizes.size() >= FEWEST_FULLS) pictures.add(new Picture.Sizes(host, masking.apply(job), sizes, used));
        });
        return pictures;
    }

    /** What is used on all volumes together; a day that lacks a volume would look like a fall. */
    private SortedMap<LocalDate, Long> used() {
        var volumes = volumes();
        var byDay = new TreeMap<LocalDate, List<VolumeUsage>>();
        for (var days : volumes.values())
            days.forEach((day, usage) ->
                    byDay.computeIfAbsent(day, any -> new ArrayList<>()).add(usage));
        var used = new TreeMap<LocalDate, Long>();
        byDay.forEach((day, samples) -> {
            if (samples.size() == volumes.size())
                used.put(
                        day,
                        samples.stream()
                                .mapToLong(usage -> usage.size() - usage.free())
                                .sum());
        });
        return used;
    }

    private SortedMap<String, SortedMap<LocalDate, VolumeUsage>> volumes() {
        return Trends.daily(facts, asOf.atZone(zone).minusDays(DAYS).toInstant(), zone);
    }

    private List<Picture> spaces() {
        var trends = Trends.of(host, facts, asOf, zone);
        var volumes = volumes();
        var pictures = new ArrayList<Picture>();
        for (var fact : trends)
            if (fact instanceof VolumeTrend trend && trend.samples() > 1) {
                var free = new TreeMap<LocalDate, Long>();
                volumes.getOrDefault(trend.volume(), new TreeMap<>())
                        .forEach((day, usage) -> free.put(day, usage.free()));
                var full = trend.tooNoisy() ? null : trend.full();
                pictures.add(new Picture.FreeSpace(
                        host,
                        masking.apply(trend.volume()),
                        trend.size(),
                        free,
                        trend.perDay(),
                        trend.perDayLow(),
                        trend.perDayHigh(),
                        full == null ? null : day(full)));
            }
        return pictures;
    }

    private LocalDate day(Instant moment) {
        return moment.atZone(zone).toLocalDate();
    }
}
