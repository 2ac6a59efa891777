package runbook.modules.cert;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;

/** Makes an authority on the controller, once, even if many hosts and runs need it. */
final class CaMaker {

  /** A file lock belongs to the process, so the threads of one process wait for each other here. */
  private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private static final Set<StandardOpenOption> LOCKING =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  private static final Set<StandardOpenOption> FRESH =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private CaMaker() {}

  /** Returns the authority, and makes it first if it does not exist. */
  static CaSigner ensure(CaSettings caSettings) throws CaException {
    var there = CaLoader.find(caSettings);
    if (there.isPresent()) {
      return there.get();
    }
    var lock = LOCKS.computeIfAbsent(caSettings.certFile(), _ -> new ReentrantLock());
    lock.lock();
    try {
      return alone(caSettings);
    } catch (CaException e) {
      throw e;
    } catch (IOException e) {
      throw new CaException(
          "the authority %s cannot be made on the controller: %s"
              .formatted(caSettings.certFile(), e),
          e);
    } finally {
      lock.unlock();
    }
  }

  private static CaSigner alone(CaSettings caSettings) throws IOException {
    Files.createDirectories(
        caSettings.dir().orElseThrow().path(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    CaLoader.isPrivate(caSettings);
    try (var channel =
            FileChannel.open(caSettings.fileWithEnding(".lock"), LOCKING, access("rw-------"));
        var _ = channel.lock()) {
      var there = CaLoader.find(caSettings);
      if (there.isPresent()) {
        return there.get();
      }
      make(caSettings);
      return CaLoader.find(caSettings)
          .orElseThrow(() ->
              new CaException("the authority %s was removed".formatted(caSettings.certFile())));
    }
  }

  /** Writes the key first: an authority exists once its certificate does. */
  private static void make(CaSettings caSettings) throws IOException {
    if (Files.exists(caSettings.keyFile())) {
      finish(caSettings);
      return;
    }
    var pair = caSettings.key().generate();
    write(
        beside(caSettings.certFile()),
        PemCodec.of(List.of(certificate(caSettings, pair))),
        "rw-r--r--");
    var key = PrivateKeyFile.text(PemCodec.privateKeyInfo(pair), caSettings.passphrase());
    write(beside(caSettings.keyFile()), key, "rw-------");
    Files.move(beside(caSettings.keyFile()), caSettings.keyFile());
    Files.move(beside(caSettings.certFile()), caSettings.certFile());
  }

  /** Completes an authority whose maker was killed after the key and before the certificate. */
  private static void finish(CaSettings caSettings) throws IOException {
    if (!Files.exists(beside(caSettings.certFile()))) {
      throw new CaException(
          "the key %s has no certificate %s: restore the certificate, or move the key away"
              .formatted(caSettings.keyFile(), caSettings.certFile()));
    }
    Files.move(beside(caSettings.certFile()), caSettings.certFile());
  }

  private static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  private static void write(Path temporary, String text, String access) throws IOException {
    Files.deleteIfExists(temporary);
    try (var channel = FileChannel.open(temporary, FRESH, access(access))) {
      var bytes = java.nio.ByteBuffer.wrap(text.getBytes(US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static java.nio.file.attribute.FileAttribute<?> access(String letters) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(letters));
  }

  private static X509CertificateHolder certificate(CaSettings caSettings, KeyPair pair)
      throws IOException {
    var begin = Instant.now().minus(CaSigner.BACK_DATED);
    var own = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    var name = caSettings.subjectOrDefault().encoded();
    var builder =
        new X509v3CertificateBuilder(
            name,
            CaSigner.serial(),
            Date.from(begin),
            Date.from(begin.plus(caSettings.valid())),
            name,
            own);
    try {
      var identifiers = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(own));
      return builder.build(SignatureCheck.with(pair.getPrivate(), own));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException(e);
    }
  }
}
