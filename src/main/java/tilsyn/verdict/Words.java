package tilsyn.verdict;

/** The same said in English and in Norwegian bokmål. */
public record Words(String en, String nb) {
    public String in(String language) {
        return language.equals("en") ? en : nb;
    }
}
