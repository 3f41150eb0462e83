package tilsyn.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import tilsyn.decoder.FactJson;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.LogCount;
import tilsyn.fact.Origin;

/** Reads one host's facts when asked for them; holds none. May be asked from several threads at once. */
final class StoredFacts implements Facts {
    /** Where facts of one resolved host lie: by the name stated, or by the file when none was. */
    record Place(String table, String host, String place) {}

    private record Identity(long time, UUID id) {}

    private record Found(Fact fact, long input) {}

    private final Database database;
    private final String customer;
    private final Resolver hosts;
    private final SortedMap<String, List<Place>> places = new TreeMap<>();

    StoredFacts(Database database, String customer, Resolver hosts) throws SQLException {
        this.database = database;
        this.customer = customer;
        this.hosts = hosts;
        try (var connection = database.connection();
                var statement = connection.prepareStatement(
                        "select host, place, registered from spoken_of where customer = ? order by host, place, registered")) {
            statement.setString(1, customer);
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    var place = new Place(
                            found.getBoolean(3) ? "register" : "fact", found.getString(1), found.getString(2));
                    places.computeIfAbsent(resolved(place), name -> new ArrayList<>())
                            .add(place);
                }
            }
        }
    }

    private String resolved(Place place) {
        return place.host.isEmpty() && place.place.isEmpty() ? "" : hosts.resolve(place.host, place.place);
    }

    @Override
    public SortedSet<String> hosts() {
        var names = new java.util.TreeSet<>(places.keySet());
        names.remove("");
        return Collections.unmodifiableSortedSet(names);
    }

    @Override
    public List<Fact> of(String host) {
        return host.isEmpty() ? List.of() : at(host);
    }

    @Override
    public List<Fact> customer() {
        return at("");
    }

    private List<Fact> at(String host) {
        var facts = new ArrayList<Fact>();
        var at = places.getOrDefault(host, List.of());
        try {
            if (at.stream().map(Place::table).distinct().count() == at.size())
                for (var place : at) read(place, host, (identity, found) -> facts.add(found.fact));
            else facts.addAll(once(at, host));
        } catch (SQLException broken) {
            throw StoreBroken.of(database.file(), broken);
        }
        facts.sort(ORDER);
        return Collections.unmodifiableList(facts);
    }

    /** Records of a host that goes by several names may be there under each. */
    private List<Fact> once(List<Place> at, String host) throws SQLException {
        var known = new TreeMap<String, Found>();
        for (var place : at)
            read(
                    place,
                    host,
                    (identity, found) ->
                            known.merge(place.table + identity.time + identity.id, found, StoredFacts::one));
        return known.values().stream().map(Found::fact).toList();
    }

    private static Found one(Found one, Found other) {
        if (one.fact instanceof LogCount count && other.fact instanceof LogCount again) {
            var minutes = one.input == other.input
                    ? Merging.sum(count.minutes(), again.minutes())
                    : Merging.larger(count.minutes(), again.minutes());
            return new Found(Merging.of(count, again, minutes), one.input);
        }
        return one.fact.origin().compareTo(other.fact.origin()) <= 0 ? one : other;
    }

    private interface Each {
        void take(Identity identity, Found found);
    }

    private void read(Place place, String host, Each each) throws SQLException {
        try (var connection = database.connection();
                var statement = connection.prepareStatement(
                        "select f.time, f.id, f.type, f.json, f.input, i.file, i.sha256, i.received_at, "
                                + (place.table.equals("fact") ? "f.received_at" : "null") + " from (select * from "
                                + place.table
                                + " where customer = ? and host = ? and place = ?) f join input i on i.id = f.input")) {
            statement.setString(1, customer);
            statement.setString(2, place.host);
            statement.setString(3, place.place);
            try (var found = statement.executeQuery()) {
                var file = new Origin("", 0, -1, "", "", "", "", Instant.EPOCH);
                for (long input = -1; found.next(); ) {
                    if (found.getLong(5) != input) {
                        input = found.getLong(5);
                        file = new Origin(
                                found.getString(6),
                                0,
                                -1,
                                found.getString(7),
                                "",
                                "",
                                "",
                                Instant.parse(found.getString(8)));
                    }
                    var received = found.getString(9);
                    var origin = received == null
                            ? file
                            : new Origin(file.file(), 0, -1, file.sha256(), "", "", "", Instant.parse(received));
                    var fact = FactJson.restored(found.getString(3), found.getString(4), host, origin);
                    each.take(
                            new Identity(found.getLong(1), found.getObject(2, UUID.class)),
                            new Found(withSubjects(fact), input));
                }
            }
        }
    }

    /** An attestation names its hosts in a list. */
    private Fact withSubjects(Fact fact) {
        if (!(fact instanceof Attestation a) || a.subjects().isEmpty()) return fact;
        var file = a.origin().file();
        var subjects =
                a.subjects().stream().map(name -> hosts.resolve(name, file)).toList();
        return new Attestation(
                a.no(),
                a.form(),
                a.who(),
                a.role(),
                a.time(),
                a.what(),
                subjects,
                a.periodFrom(),
                a.periodTo(),
                a.mode(),
                a.participants(),
                a.friction(),
                a.scope(),
                a.sample(),
                a.verification(),
                a.verifiedBy(),
                a.result(),
                a.about(),
                a.entered(),
                a.more(),
                a.problem(),
                a.origin());
    }
}
