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

/** Makes an authority on the controller, once, however many hosts and runs want it. */
final class CaMaker {

  /** A file lock is the process's: those of one process wait for each other here. */
  private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private static final Set<StandardOpenOption> LOCKING =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  private static final Set<StandardOpenOption> FRESH =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private CaMaker() {}

  /** The authority, made now if it is not there. */
  static Authority ensure(Ca ca) throws CaFault {
    var there = CaStore.find(ca);
    if (there.isPresent()) {
      return there.get();
    }
    var lock = LOCKS.computeIfAbsent(ca.certFile(), _ -> new ReentrantLock());
    lock.lock();
    try {
      return alone(ca);
    } catch (CaFault e) {
      throw e;
    } catch (IOException e) {
      throw new CaFault(
          "the authority %s cannot be made on the controller: %s".formatted(ca.certFile(), e), e);
    } finally {
      lock.unlock();
    }
  }

  private static Authority alone(Ca ca) throws IOException {
    Files.createDirectories(
        ca.dir().orElseThrow().path(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (var channel = FileChannel.open(ca.inFolder(".lock"), LOCKING, access("rw-------"));
        var _ = channel.lock()) {
      var there = CaStore.find(ca);
      if (there.isPresent()) {
        return there.get();
      }
      make(ca);
      return CaStore.find(ca)
          .orElseThrow(() -> new CaFault("the authority %s was removed".formatted(ca.certFile())));
    }
  }

  /** The key first: an authority is there when its certificate is. */
  private static void make(Ca ca) throws IOException {
    if (Files.exists(ca.keyFile())) {
      finish(ca);
      return;
    }
    var pair = ca.key().generate();
    write(beside(ca.certFile()), Pem.of(List.of(certificate(ca, pair))), "rw-r--r--");
    var key = PrivateKeyFile.text(Pem.info(pair), ca.passphrase());
    write(beside(ca.keyFile()), key, "rw-------");
    Files.move(beside(ca.keyFile()), ca.keyFile());
    Files.move(beside(ca.certFile()), ca.certFile());
  }

  /** One who made it was ended between its key and its certificate. */
  private static void finish(Ca ca) throws IOException {
    if (!Files.exists(beside(ca.certFile()))) {
      throw new CaFault(
          "there is a key %s without its certificate %s: bring that back, or move the key away"
              .formatted(ca.keyFile(), ca.certFile()));
    }
    Files.move(beside(ca.certFile()), ca.certFile());
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

  private static X509CertificateHolder certificate(Ca ca, KeyPair pair) throws IOException {
    var begin = Instant.now().minus(Authority.BACK_DATED);
    var own = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    var name = ca.whose().encoded();
    var builder =
        new X509v3CertificateBuilder(
            name,
            Authority.serial(),
            Date.from(begin),
            Date.from(begin.plus(ca.valid())),
            name,
            own);
    try {
      var identifiers = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(own));
      return builder.build(Signing.with(pair.getPrivate(), own));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException(e);
    }
  }
}
