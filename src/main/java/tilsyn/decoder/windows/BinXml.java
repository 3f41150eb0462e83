package tilsyn.decoder.windows;

import java.util.List;

/** Binary XML once it is taken apart; what a template leaves open is a {@link Gap}. */
sealed interface BinXml {
    record Element(String name, List<Attribute> attributes, List<BinXml> content) implements BinXml {}

    record Attribute(String name, List<BinXml> value) {}

    record Text(String text) implements BinXml {}

    /** Filled by the value of that number. */
    record Gap(int number) implements BinXml {}

    /** A template with the values for its gaps. */
    record Instance(List<BinXml> template, Values values) implements BinXml {}

    /**
     * Values where they lie in a chunk.
     *
     * @param at three numbers a value: position, length in bytes, type
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Values(int[] at) {
        static final Values NONE = new Values(new int[0]);

        int count() {
            return at.length / 3;
        }

        int position(int number) {
            return at[number * 3];
        }

        int length(int number) {
            return at[number * 3 + 1];
        }

        int type(int number) {
            return at[number * 3 + 2];
        }
    }
}
