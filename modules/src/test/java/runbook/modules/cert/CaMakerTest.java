package runbook.modules.cert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaMakerTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"ec-p256", "ec-p384", "rsa-2048", "ed25519"})
  void opensslAcceptsAuthoritiesOfEveryKeyType(String key) throws IOException {
    var pki = folder.resolve("pki");
    CaMaker.ensure(CaExamples.own(pki, key, Optional.empty()));
    var opensslCommand = new OpensslCommand(pki);
    opensslCommand.run("verify", "-x509_strict", "-CAfile", "etcd-ca.crt", "etcd-ca.crt");
    var text = opensslCommand.run("x509", "-in", "etcd-ca.crt", "-noout", "-text");
    assertTrue(text.contains("CA:TRUE, pathlen:0"), text);
    assertTrue(text.contains("Certificate Sign, CRL Sign"), text);
    assertTrue(text.contains("Subject: CN = etcd-ca"), text);
    assertEquals(
        opensslCommand.run("pkey", "-in", "etcd-ca.key", "-pubout"),
        opensslCommand.run("x509", "-in", "etcd-ca.crt", "-noout", "-pubkey"));
  }

  @Test
  void otherUsersCannotReadItsKey() throws IOException {
    var pki = folder.resolve("deep/pki");
    CaMaker.ensure(CaExamples.own(pki));
    assertEquals("rwx------", access(pki));
    assertEquals("rw-------", access(pki.resolve("etcd-ca.key")));
    assertEquals("rw-r--r--", access(pki.resolve("etcd-ca.crt")));
  }

  @Test
  void withAPassphraseItsKeyIsEncrypted() throws IOException {
    CaMaker.ensure(CaExamples.own(folder, "ec-p256", Optional.of("correct horse")));
    var text = Files.readString(folder.resolve("etcd-ca.key"));
    assertTrue(text.startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----"), text);
    var opensslCommand = new OpensslCommand(folder);
    opensslCommand.run("pkey", "-in", "etcd-ca.key", "-passin", "pass:correct horse", "-noout");
    opensslCommand.run(1, "pkey", "-in", "etcd-ca.key", "-passin", "pass:wrong horse", "-noout");
    var asn1 = opensslCommand.run("asn1parse", "-in", "etcd-ca.key");
    assertTrue(asn1.contains("PBES2") && asn1.contains("aes-256-cbc"), asn1);
  }

  @Test
  void concurrentRequestsMakeOneAuthority() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<String> maker =
          () -> CaMaker.ensure(CaExamples.own(folder)).certificate().toString();
      var futures = IntStream.range(0, 20).mapToObj(i -> threads.submit(maker)).toList();
      var made = new ArrayList<String>();
      for (var future : futures) {
        made.add(future.get());
      }
      assertEquals(1, made.stream().distinct().count());
    }
  }

  @Test
  void concurrentRunsMakeOneAuthority() throws Exception {
    var processes = new ArrayList<Process>();
    for (int i = 0; i < 3; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  CaMakerProcess.class.getName(),
                  folder.toString())
              .redirectErrorStream(true)
              .start());
    }
    var said = new ArrayList<String>();
    for (var process : processes) {
      said.add(new String(process.getInputStream().readAllBytes(), UTF_8));
      assertEquals(0, process.waitFor(), said::toString);
    }
    assertEquals(1, said.stream().distinct().count(), said::toString);
  }

  /** A separate run that wants the authority. */
  static final class CaMakerProcess {
    public static void main(String[] folder) throws IOException {
      var ca = CaMaker.ensure(CaExamples.own(Path.of(folder[0])));
      System.out.println(ca.certificate().getSerialNumber());
    }
  }

  @Test
  void unfinishedAuthorityIsCompleted() throws IOException {
    var whole = CaMaker.ensure(CaExamples.own(folder)).certificate();
    Files.move(folder.resolve("etcd-ca.crt"), folder.resolve("etcd-ca.crt.new"));
    assertEquals(whole, CaMaker.ensure(CaExamples.own(folder)).certificate());

    Files.move(folder.resolve("etcd-ca.crt"), folder.resolve("etcd-ca.crt.new"));
    Files.move(folder.resolve("etcd-ca.key"), folder.resolve("etcd-ca.key.new"));
    assertFalse(
        whole.equals(CaMaker.ensure(CaExamples.own(folder)).certificate()), "no caller had it yet");
  }

  @Test
  void existingKeyIsNeverOverwritten() throws IOException {
    CaMaker.ensure(CaExamples.own(folder));
    var key = Files.readString(folder.resolve("etcd-ca.key"));
    Files.delete(folder.resolve("etcd-ca.crt"));
    var e = assertThrows(CaException.class, () -> CaMaker.ensure(CaExamples.own(folder)));
    assertTrue(e.getMessage().startsWith("the key " + folder), e.getMessage());
    assertEquals(key, Files.readString(folder.resolve("etcd-ca.key")));
  }

  @Test
  void folderThatCannotBeMadeIsReported() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    var e =
        assertThrows(CaException.class, () -> CaMaker.ensure(CaExamples.own(file.resolve("pki"))));
    assertTrue(e.getMessage().contains("cannot be made on the controller"), e.getMessage());
  }

  private static String access(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
