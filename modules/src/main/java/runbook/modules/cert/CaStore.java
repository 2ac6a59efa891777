package runbook.modules.cert;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;

/** Finds the authority that a user means, and looks into it before it is used. */
final class CaStore {

  /** Those that were looked into already: to decrypt a key takes its time on purpose. */
  private static final Map<Seen, Authority> OPEN = new ConcurrentHashMap<>();

  private CaStore() {}

  /** Files as they were when they were read. */
  private record Seen(Ca ca, FileTime cert, long certSize, FileTime key, long keySize) {}

  /**
   * Empty when it is one to be made.
   *
   * @throws CaFault when it is there, or should be, and is of no use
   */
  static Optional<Authority> find(Ca ca) throws CaFault {
    boolean isThere = Files.exists(ca.certFile());
    if (!isThere && ca.isOwn()) {
      return Optional.empty();
    }
    try {
      var seen =
          new Seen(
              ca,
              Files.getLastModifiedTime(ca.certFile()),
              Files.size(ca.certFile()),
              Files.getLastModifiedTime(ca.keyFile()),
              Files.size(ca.keyFile()));
      var known = Optional.ofNullable(OPEN.get(seen));
      var authority = known.isPresent() ? known.get() : opened(ca);
      OPEN.put(seen, authority);
      inTime(ca, authority.certificate());
      return Optional.of(authority);
    } catch (CaFault e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw new CaFault(
          ca.isOwn()
              ? "the authority %s has no key beside it: bring %s back, or give another 'name'"
                  .formatted(ca.certFile(), ca.keyFile())
              : "there is no file %s on the controller".formatted(e.getFile()),
          e);
    } catch (IOException e) {
      throw new CaFault("the authority %s cannot be read: %s".formatted(ca.certFile(), e), e);
    }
  }

  private static Authority opened(Ca ca) throws IOException {
    var chain = Pem.certificates(Files.readString(ca.certFile(), US_ASCII));
    if (chain.isEmpty()) {
      throw new CaFault(
          "there is no certificate in %s, which should be PEM".formatted(ca.certFile()));
    }
    var certificate = chain.getFirst();
    mayIssue(ca, certificate);
    isWhoIsMeant(ca, certificate);
    var file = PrivateKeyFile.read(ca.keyFile(), Files.readString(ca.keyFile()), ca.passphrase());
    isKept(ca, file);
    var key = Pem.privateKey(file.key());
    if (!Signing.belong(key, certificate.getSubjectPublicKeyInfo())) {
      throw new CaFault(
          "the key %s is not that of %s: give the two that belong together"
              .formatted(ca.keyFile(), ca.certFile()));
    }
    return new Authority(chain, key);
  }

  private static void mayIssue(Ca ca, X509CertificateHolder certificate) throws CaFault {
    var constraints = BasicConstraints.fromExtensions(certificate.getExtensions());
    var usage = Optional.ofNullable(KeyUsage.fromExtensions(certificate.getExtensions()));
    if (constraints == null || !constraints.isCA()) {
      throw new CaFault(
          "%s in %s is not an authority: others would refuse what it issues"
              .formatted(certificate.getSubject(), ca.certFile()));
    }
    if (usage.isPresent() && !usage.get().hasUsages(KeyUsage.keyCertSign)) {
      throw new CaFault(
          "%s in %s may not sign certificates: its key usage lacks keyCertSign"
              .formatted(certificate.getSubject(), ca.certFile()));
    }
  }

  private static void isWhoIsMeant(Ca ca, X509CertificateHolder certificate) throws CaFault {
    if (ca.subject().isPresent() && !ca.whose().encoded().equals(certificate.getSubject())) {
      throw new CaFault(
          "the authority in %s is %s and not %s, and is never overwritten: give another 'name'"
              .formatted(ca.certFile(), certificate.getSubject(), ca.whose()));
    }
  }

  private static void isKept(Ca ca, PrivateKeyFile key) throws IOException {
    if (!ca.isOwn() || key.isEncrypted()) {
      return;
    }
    if (ca.passphrase().isPresent()) {
      throw new CaFault(
          "the key %s is not encrypted, though there is a 'passphrase': encrypt it, or leave that out"
              .formatted(ca.keyFile()));
    }
    var others = List.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
    if (Files.getPosixFilePermissions(ca.keyFile()).stream().anyMatch(others::contains)) {
      throw new CaFault(
          "others can read the key %s: chmod 600 it, or encrypt it".formatted(ca.keyFile()));
    }
  }

  private static void inTime(Ca ca, X509CertificateHolder certificate) throws CaFault {
    var now = Instant.now();
    if (certificate.getNotAfter().toInstant().isBefore(now)) {
      throw new CaFault(
          "the authority %s in %s has expired on %s: make a new one under another 'name'"
              .formatted(
                  certificate.getSubject(), ca.certFile(), certificate.getNotAfter().toInstant()));
    }
    if (certificate.getNotBefore().toInstant().isAfter(now)) {
      throw new CaFault(
          "the authority %s in %s is not valid before %s: is the controller's clock right?"
              .formatted(
                  certificate.getSubject(), ca.certFile(), certificate.getNotBefore().toInstant()));
    }
  }
}
