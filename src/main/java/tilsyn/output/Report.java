package tilsyn.output;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.Writer;

/**
 * {@code report.html}, for the customer: one file that needs nothing else, runs no script and prints well. Templates in
 * {@code src/main/jte}.
 */
public final class Report implements Output {
    @Override
    public String file() {
        return "report.html";
    }

    @Override
    public void write(Results results, Writer out) throws IOException {
        var html = new StringOutput();
        Templates.ENGINE.render("report.jte", ReportPage.of(results), html);
        // What templates escape can no longer be markup; this makes it harmless to read as well.
        out.write(Visible.text(html.toString()));
    }

    /** Loaded when the first report is written. */
    static final class Templates {
        static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);
    }
}
