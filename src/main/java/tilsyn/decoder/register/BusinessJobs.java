package tilsyn.decoder.register;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tilsyn.fact.BusinessJob;
import tilsyn.fact.Fact;

/** The inventory's {@code business_jobs}: when each is due, and what a good run shows. */
final class BusinessJobs {
    private static final List<String> KEYS = List.of("job", "schedule", "deadline", "calendar", "expect", "once_per");
    private static final List<String> CALENDARS = List.of("banking_days_no", "workdays_no", "every_day");
    private static final Map<String, String> EXPECTED =
            Map.of("rows>0", "rows", "bytes>0", "bytes", "size>0", "bytes", "file", "file");
    private static final List<DayOfWeek> WEEK = List.of(DayOfWeek.values());
    private static final List<DayOfWeek> WORKING = WEEK.subList(0, 5);
    private static final Map<String, List<DayOfWeek>> DAYS = Map.of(
            "daily", WEEK,
            "daglig", WEEK,
            "mon-fri", WORKING,
            "man-fre", WORKING,
            "weekdays", WORKING,
            "hverdager", WORKING);
    private static final List<String> ENGLISH = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final List<String> NORWEGIAN = List.of("man", "tir", "ons", "tor", "fre", "lør", "søn");

    private BusinessJobs() {}

    static List<Fact> of(String host, Entry entry, Instant asOf) {
        if (!entry.has("business_jobs")
                || entry.node("business_jobs") instanceof Node.Scalar scalar
                        && scalar.text().equalsIgnoreCase("none")) return List.of();
        var jobs = new ArrayList<Fact>();
        for (var job : entry.entries("business_jobs", "job")) {
            job.expect(KEYS);
            if (job.text("job").isEmpty()) job.rejected("a business job without a name; expected job: ...");
            else jobs.add(job(host, job, asOf));
        }
        return jobs;
    }

    private static BusinessJob job(String host, Entry entry, Instant asOf) {
        var lacking = new ArrayList<String>();
        var start = "";
        var days = new LinkedHashSet<String>();
        for (var word : entry.text("schedule").toLowerCase(Locale.ROOT).split("[ ,]+")) {
            if (start.isEmpty() && isTime(word)) start = word;
            else days(word).forEach(day -> days.add(day.name()));
        }
        if (start.isEmpty() || days.isEmpty() || !understood(entry.text("schedule"))) lacking.add("schedule");
        var deadline = entry.text("deadline");
        if (!isTime(deadline)) lacking.add("deadline");
        var calendar = entry.word("calendar", CALENDARS, entry.has("calendar") ? "?" : "every_day");
        if (calendar.equals("?")) lacking.add("calendar");
        var expects = EXPECTED.getOrDefault(entry.text("expect").replace(" ", ""), "");
        if (expects.isEmpty()) lacking.add("expect");
        var once = entry.word("once_per", List.of("business_date", "none"), "business_date");
        return new BusinessJob(
                host,
                entry.text("job"),
                start,
                List.copyOf(days),
                deadline,
                calendar.equals("every_day") ? "" : calendar,
                expects,
                !once.equals("none"),
                String.join(", ", lacking),
                asOf,
                entry.origin());
    }

    /** One time, and otherwise only days; every word known. */
    private static boolean understood(String schedule) {
        var words = schedule.toLowerCase(Locale.ROOT).split("[ ,]+");
        return Arrays.stream(words).filter(BusinessJobs::isTime).count() == 1
                && Arrays.stream(words)
                        .allMatch(word -> isTime(word) || !days(word).isEmpty());
    }

    private static List<DayOfWeek> days(String word) {
        var known = DAYS.get(word);
        if (known != null) return known;
        if (word.length() < 3) return List.of();
        int day = Math.max(ENGLISH.indexOf(word.substring(0, 3)), NORWEGIAN.indexOf(word.substring(0, 3)));
        return day < 0 || word.length() > 3 ? List.of() : List.of(WEEK.get(day));
    }

    private static boolean isTime(String text) {
        try {
            return text.length() == 5 && LocalTime.parse(text).getSecond() == 0;
        } catch (DateTimeException notOne) {
            return false;
        }
    }
}
