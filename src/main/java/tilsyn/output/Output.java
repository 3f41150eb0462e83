package tilsyn.output;

import java.io.IOException;
import java.io.Writer;

/** One way verdicts leave Tilsyn. The same results give the same bytes. */
public interface Output {
    /** The file it becomes below the output folder. */
    String file();

    void write(Results results, Writer out) throws IOException;
}
