package runbook.modules.cert;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import runbook.digest.FolderAccess;

/** Finds the authority that a user names, and checks it before it is used. */
final class CaLoader {

  /** Authorities that were checked already: decrypting a key is slow on purpose. */
  private static final Map<CaFileStamps, CaSigner> OPEN = new ConcurrentHashMap<>();

  /** Whoever can read the key can issue certificates. Of a given key, a group may be readers. */
  private static final List<PosixFilePermission> OTHERS =
      List.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.GROUP_WRITE);

  private CaLoader() {}

  /** The state of the files when they were read. */
  private record CaFileStamps(
      CaSettings caSettings, FileTime cert, long certSize, FileTime key, long keySize) {}

  /**
   * Returns the authority, or empty if it is still to be made.
   *
   * @throws CaException if it cannot be used, or should exist and does not
   */
  static Optional<CaSigner> find(CaSettings caSettings) throws CaException {
    boolean isThere = Files.exists(caSettings.certFile());
    if (!isThere && caSettings.isOwn()) {
      return Optional.empty();
    }
    try {
      isPrivate(caSettings);
      var caFileStamps =
          new CaFileStamps(
              caSettings,
              Files.getLastModifiedTime(caSettings.certFile()),
              Files.size(caSettings.certFile()),
              Files.getLastModifiedTime(caSettings.keyFile()),
              Files.size(caSettings.keyFile()));
      var caSigner = open(caFileStamps);
      inTime(caSettings, caSigner.certificate());
      return Optional.of(caSigner);
    } catch (CaException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw new CaException(
          caSettings.isOwn()
              ? "the authority %s has no key: restore %s, or give another 'name'"
                  .formatted(caSettings.certFile(), caSettings.keyFile())
              : "there is no file %s on the controller".formatted(e.getFile()),
          e);
    } catch (IOException e) {
      throw new CaException(
          "the authority %s cannot be read: %s".formatted(caSettings.certFile(), e), e);
    }
  }

  private static CaSigner open(CaFileStamps caFileStamps) throws IOException {
    var known = OPEN.get(caFileStamps);
    if (known != null) {
      return known;
    }
    // All hosts of a play ask at the same time, and one answer is enough for them.
    synchronized (OPEN) {
      var other = OPEN.get(caFileStamps);
      var caSigner = other == null ? opened(caFileStamps.caSettings()) : other;
      OPEN.put(caFileStamps, caSigner);
      return caSigner;
    }
  }

  private static CaSigner opened(CaSettings caSettings) throws IOException {
    var chain = PemCodec.certificates(Files.readString(caSettings.certFile(), US_ASCII));
    if (chain.isEmpty()) {
      throw new CaException(
          "there is no certificate in %s, which should be PEM".formatted(caSettings.certFile()));
    }
    var certificate = chain.getFirst();
    mayIssue(caSettings, certificate);
    isWhoIsMeant(caSettings, certificate);
    var file =
        PrivateKeyFile.read(
            caSettings.keyFile(), Files.readString(caSettings.keyFile()), caSettings.passphrase());
    isKept(caSettings, file);
    var key = PemCodec.privateKey(file.key());
    if (!SignatureCheck.keysMatch(key, certificate.getSubjectPublicKeyInfo())) {
      throw new CaException(
          "the key %s does not match the certificate %s: give a matching pair"
              .formatted(caSettings.keyFile(), caSettings.certFile()));
    }
    return new CaSigner(chain, key);
  }

  private static void mayIssue(CaSettings caSettings, X509CertificateHolder certificate)
      throws CaException {
    var constraints = BasicConstraints.fromExtensions(certificate.getExtensions());
    var usage = Optional.ofNullable(KeyUsage.fromExtensions(certificate.getExtensions()));
    if (constraints == null || !constraints.isCA()) {
      throw new CaException(
          "%s in %s is not an authority: clients would reject its certificates"
              .formatted(certificate.getSubject(), caSettings.certFile()));
    }
    if (usage.isPresent() && !usage.get().hasUsages(KeyUsage.keyCertSign)) {
      throw new CaException(
          "%s in %s may not sign certificates: its key usage lacks keyCertSign"
              .formatted(certificate.getSubject(), caSettings.certFile()));
    }
  }

  private static void isWhoIsMeant(CaSettings caSettings, X509CertificateHolder certificate)
      throws CaException {
    if (caSettings.subject().isPresent()
        && !caSettings.subjectOrDefault().encoded().equals(certificate.getSubject())) {
      throw new CaException(
          "the authority in %s is %s, not %s, and is never overwritten: give another 'name'"
              .formatted(
                  caSettings.certFile(), certificate.getSubject(), caSettings.subjectOrDefault()));
    }
  }

  private static void isKept(CaSettings caSettings, PrivateKeyFile key) throws IOException {
    if (key.isEncrypted()) {
      return;
    }
    if (caSettings.isOwn() && caSettings.passphrase().isPresent()) {
      throw new CaException(
          "the key %s is not encrypted, but 'passphrase' is given: encrypt it, or omit 'passphrase'"
              .formatted(caSettings.keyFile()));
    }
    var access = Files.getPosixFilePermissions(caSettings.keyFile());
    if (access.stream().anyMatch(OTHERS::contains)
        || (caSettings.isOwn() && access.contains(PosixFilePermission.GROUP_READ))) {
      throw new CaException(
          "others can read or change the key %s: chmod 600 it, or encrypt it"
              .formatted(caSettings.keyFile()));
    }
  }

  /** Others could replace the authority in a folder to which they may write. */
  static void isPrivate(CaSettings caSettings) throws IOException {
    var folders = new LinkedHashSet<Path>();
    folders.add(caSettings.certFile().toAbsolutePath().getParent());
    folders.add(caSettings.keyFile().toAbsolutePath().getParent());
    for (var folder : folders) {
      var problem = FolderAccess.problem(folder);
      if (problem.isPresent()) {
        throw new CaException(
            "the authority %s cannot be trusted: %s: give a folder of your own, or run `chmod go-w %s`"
                .formatted(caSettings.certFile(), problem.get(), folder));
      }
    }
  }

  private static void inTime(CaSettings caSettings, X509CertificateHolder certificate)
      throws CaException {
    var now = Instant.now();
    if (certificate.getNotAfter().toInstant().isBefore(now)) {
      throw new CaException(
          "the authority %s in %s expired on %s: make a new one under another 'name'"
              .formatted(
                  certificate.getSubject(),
                  caSettings.certFile(),
                  certificate.getNotAfter().toInstant()));
    }
    if (certificate.getNotBefore().toInstant().isAfter(now)) {
      throw new CaException(
          "the authority %s in %s is not valid before %s: is the controller's clock right?"
              .formatted(
                  certificate.getSubject(),
                  caSettings.certFile(),
                  certificate.getNotBefore().toInstant()));
    }
  }
}
