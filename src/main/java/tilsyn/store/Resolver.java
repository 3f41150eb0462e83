package tilsyn.store;

/** Which host a name means; {@code derive.Identity} knows. */
public interface Resolver {
    /**
     * @param name as the input states it; empty when it states none
     * @param file path of the input that states none, or of any that states the name
     */
    String resolve(String name, String file);
}
