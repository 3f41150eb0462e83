package tilsyn.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Listening with TLS, where senders must show a certificate (RFC 5425).
 *
 * @param certificate ours and those between it and its authority, PEM
 * @param key of ours, PEM, PKCS #8 without password
 * @param clients authorities whose certificates senders must have, PEM
 * @param hosts which host a certificate speaks for, by its common name or the SHA-256 of its DER in hex
 */
public record Tls(String address, int port, Path certificate, Path key, Path clients, SortedMap<String, String> hosts) {
    private static final Pattern PEM_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
    private static final char[] NO_PASSWORD = new char[0];

    public Tls {
        var known = new TreeMap<String, String>();
        hosts.forEach((shown, host) -> known.put(plain(shown), host));
        hosts = Collections.unmodifiableSortedMap(known);
    }

    /** The host that a certificate speaks for; empty when none is named. */
    String host(Certificate shown) {
        if (!(shown instanceof X509Certificate certificate)) return "";
        var byPrint = hosts.get(fingerprint(certificate));
        return byPrint != null ? byPrint : hosts.getOrDefault(plain(commonName(certificate)), "");
    }

    private static String plain(String name) {
        var hex = name.replace(":", "").toLowerCase(Locale.ROOT);
        return hex.matches("[0-9a-f]{64}") ? hex : name.toLowerCase(Locale.ROOT);
    }

    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException unusable) {
            return "";
        }
    }

    static String commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> String.valueOf(part.getValue()))
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException unusable) {
            return "";
        }
    }

    /** Whether others than this machine reach it. */
    boolean isOpen() throws IOException {
        return !InetAddress.getByName(address).isLoopbackAddress();
    }

    /**
     * Until when our certificate is valid, and those between it and its authority.
     *
     * @throws IllegalArgumentException if one of the files can't be used; the message says which, and what would be right
     */
    public Instant expires() {
        var unused = context();
        try {
            return certificates(certificate).stream()
                    .map(one -> ((X509Certificate) one).getNotAfter().toInstant())
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        } catch (IOException gone) {
            throw new IllegalArgumentException(certificate + " is gone", gone);
        }
    }

    /** @throws IllegalArgumentException if one of the files can't be used; the message says which, and what would be right */
    SSLContext context() {
        try {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            var chain = certificates(certificate);
            keys.setKeyEntry("server", privateKey(), NO_PASSWORD, chain.toArray(Certificate[]::new));
            var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(keys, NO_PASSWORD);
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            int number = 0;
            for (var authority : certificates(clients)) trusted.setCertificateEntry("client" + number++, authority);
            var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trustManagers.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalArgumentException(
                    "TLS can't be set up with %s and %s: %s".formatted(certificate, key, unusable.getMessage()),
                    unusable);
        }
    }

    private static List<Certificate> certificates(Path file) throws IOException {
        try {
            var found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
            if (found.isEmpty()) throw new GeneralSecurityException("none");
            return List.copyOf(found);
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalArgumentException(
                    "%s holds no certificates (%s). Right would be PEM, with lines -----BEGIN CERTIFICATE-----."
                            .formatted(file, unusable.getMessage()),
                    unusable);
        }
    }

    private PrivateKey privateKey() throws IOException {
        var found = PEM_KEY.matcher(new String(Files.readAllBytes(key), StandardCharsets.ISO_8859_1));
        if (found.find()) {
            var bytes = Base64.getMimeDecoder().decode(found.group(1));
            for (var algorithm : ALGORITHMS)
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
                } catch (GeneralSecurityException another) {
                    continue;
                }
        }
        throw new IllegalArgumentException(
                ("%s holds no key that can be used. Right would be PKCS #8 without password, which begins with"
                                + " -----BEGIN PRIVATE KEY-----; openssl pkcs8 -topk8 -nocrypt makes it of others.")
                        .formatted(key));
    }
}
