package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;

/**
 * Reads Prometheus' text format: arrays, volumes, sensors and memory of node_exporter, disks of its smartmon script and of
 * smartctl_exporter, sensors of ipmi_exporter. Anything else in it is passed over.
 */
public final class PrometheusDecoder implements Decoder {
    private static final Pattern TYPE =
            Pattern.compile("# TYPE [a-zA-Z_:][\\w:]{0,200} (?:gauge|counter|untyped|histogram|summary)");

    @Override
    public Format format() {
        return new Format(
                "prometheus",
                Family.HARDWARE,
                "Hardware metrics (Prometheus text of node_exporter, smartmon, ipmi_exporter)",
                "curl -s http://HOST:9100/metrics > metrics-HOST-$(date +%Y%m%dT%H%M).prom",
                List.of("HW-01", "HW-02", "HW-04", "HW-06", "HW-08", "OPS-03"));
    }

    @Override
    public boolean recognises(Head head) {
        return !head.binary()
                && head.lines(20).stream()
                        .anyMatch(line ->
                                line.length() < 400 && TYPE.matcher(line).matches());
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var metrics = new Metrics(input, sink);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text().strip();
                if (text.isEmpty() || text.startsWith("#")) continue;
                var metric = Metric.of(text);
                if (metric == null) sink.rejected(input.origin(line), "expected a metric, its labels and a number");
                else if (!metrics.add(metric, line)) sink.ignored("no hardware");
            }
        }
        metrics.tell();
    }
}
