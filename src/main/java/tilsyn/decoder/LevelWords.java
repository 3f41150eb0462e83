package tilsyn.decoder;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Level;

/** The words Windows shows for levels, by language; nothing else is taken for a level (R11). */
public final class LevelWords {
    private static final String TABLE = """
            CRITICAL kritisk critical kritisch critique crítico critico kritiek kriittinen krytyczny
            ERROR feil error fehler erreur errore fel fejl fout virhe błąd erro
            WARNING advarsel warning warnung avertissement advertencia avviso varning waarschuwing varoitus ostrzeżenie aviso
            INFO informasjon information informationen informações información informazioni informatie tiedot informacje
            DEBUG detaljert verbose ausführlich détaillé commentaires detallado dettagliato utförlig uitgebreid udførlig
            NONE vellykket_overvåking overvåking_vellykket audit_success überwachung_erfolgreich succès_de_l'audit \
            success_audit
            NONE mislykket_overvåking overvåking_mislyktes audit_failure überwachung_gescheitert échec_de_l'audit \
            failure_audit
            """;

    private static final Map<String, Level> LEVELS = levels();

    private LevelWords() {}

    /** Null for a word that is not in the table. */
    public static @Nullable Level of(String word) {
        return LEVELS.get(word.strip().toLowerCase(Locale.ROOT).replace(' ', '_'));
    }

    private static Map<String, Level> levels() {
        var levels = new TreeMap<String, Level>();
        TABLE.lines().forEach(line -> {
            var words = line.strip().split(" +");
            for (int i = 1; i < words.length; i++) levels.put(words[i], Level.valueOf(words[0]));
        });
        return levels;
    }
}
