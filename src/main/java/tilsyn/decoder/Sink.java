package tilsyn.decoder;

import tilsyn.fact.Fact;
import tilsyn.fact.Origin;

/** Where a decoder puts what it reads; every line or record ends in exactly one of the three ways. */
public interface Sink {
    void fact(Fact fact);

    /** A line or record that carries nothing to judge, such as a heading or a progress message. */
    void ignored(String why);

    /** A line or record that can't be read; {@code reason} says what was expected. */
    void rejected(Origin origin, String reason);

    /** The input is at its end; called once, after the decoder has returned, by what called the decoder. */
    default void end() {}
}
