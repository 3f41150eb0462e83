package tilsyn.source;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of a test's own, and who has a certificate of it, as PEM files and for sending. */
public final class Certificates {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private record Holder(KeyPair keys, X509Certificate certificate) {}

    private final Path folder;
    private final Map<String, Holder> holders = new TreeMap<>();
    private long serial;

    /** With an authority {@code ca}. */
    public Certificates(Path folder) throws Exception {
        this.folder = Files.createDirectories(folder);
        issue("ca", "ca", -1, 30);
    }

    /** Makes a certificate, valid for so many days from a day counted from today; of itself, it is an authority. */
    public void issue(String name, String authority, int from, int days) throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var keys = generator.generateKeyPair();
        boolean own = name.equals(authority);
        var issuer = own ? keys : holders.get(authority).keys;
        var begin = Instant.now().plus(Duration.ofDays(from));
        var builder = new JcaX509v3CertificateBuilder(
                        own ? named(name) : holders.get(authority).certificate.getSubjectX500Principal(),
                        BigInteger.valueOf(++serial),
                        Date.from(begin),
                        Date.from(begin.plus(Duration.ofDays(days))),
                        named(name),
                        keys.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(own));
        var signed = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate()));
        var certificate = new JcaX509CertificateConverter().getCertificate(signed);
        holders.put(name, new Holder(keys, certificate));
        Files.writeString(certificate(name), pem("CERTIFICATE", certificate.getEncoded()));
        Files.writeString(key(name), pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    }

    private static X500Principal named(String name) {
        return new X500Principal("CN=" + name + ",O=Demo AS");
    }

    public Path certificate(String name) {
        return folder.resolve(name + ".crt");
    }

    public Path key(String name) {
        return folder.resolve(name + ".key");
    }

    public X509Certificate of(String name) {
        return holders.get(name).certificate;
    }

    /** As a sender of that name, or of none, that trusts the authority. */
    public SSLContext sender(String name) throws GeneralSecurityException, IOException {
        var keys = empty();
        if (!name.isEmpty()) {
            var holder = holders.get(name);
            keys.setKeyEntry(name, holder.keys.getPrivate(), PASSWORD, new X509Certificate[] {holder.certificate});
        }
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD);
        var trusted = empty();
        trusted.setCertificateEntry("ca", of("ca"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static String pem(String what, byte[] bytes) {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, text);
    }
}
