package runbook.modules.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of external certificate authorities, valid and invalid. */
class CaLoaderTest {

  private static final Optional<String> NONE = Optional.empty();

  @TempDir Path folder;
  private OpensslCommand opensslCommand;

  @BeforeEach
  void anAuthorityFromElsewhere() {
    opensslCommand = new OpensslCommand(folder);
  }

  private void authority(String extension) {
    opensslCommand.run("genpkey", "-algorithm", "RSA", "-out", "ca.key");
    self("ca.key", "ca.crt", "3650", extension);
  }

  private void self(String key, String cert, String days, String extension) {
    opensslCommand.run(
        "req",
        "-x509",
        "-new",
        "-key",
        key,
        "-out",
        cert,
        "-days",
        days,
        "-subj",
        "/O=k8s/CN=kubernetes",
        "-addext",
        extension);
  }

  private CaSettings ca(Optional<String> passphrase) {
    return CaExamples.external(folder.resolve("ca.crt"), folder.resolve("ca.key"), passphrase);
  }

  private String refused(CaSettings caSettings) {
    return assertThrows(CaException.class, () -> CaSigner.open(caSettings))
        .getMessage()
        .replace(folder.toString(), "/pki");
  }

  @ParameterizedTest
  @CsvSource({
    "'genrsa -traditional -out ca.key 2048'",
    "'genrsa -out ca.key 3072'",
    "'ecparam -name prime256v1 -genkey -out ca.key'",
    "'ecparam -name secp384r1 -genkey -noout -out ca.key'",
    "'ecparam -name secp521r1 -genkey -noout -out ca.key'",
    "'genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ca.key'",
    "'genpkey -algorithm ED25519 -out ca.key'"
  })
  void everyKeyFormatSignsAndOpensslVerifies(String make) throws IOException {
    opensslCommand.run(make.split(" "));
    self("ca.key", "ca.crt", "30", "keyUsage=critical,keyCertSign");
    var issuedCert = CaSigner.open(ca(NONE)).issue(CaSignerTest.order("ec-p256"));
    Files.writeString(folder.resolve("leaf.crt"), issuedCert.certificateText());
    opensslCommand.run("verify", "-x509_strict", "-CAfile", "ca.crt", "leaf.crt");
  }

  @ParameterizedTest
  @CsvSource({
    "'genrsa -aes128 -passout pass:correct-horse -traditional -out ca.key 2048'",
    "'genrsa -aes256 -passout pass:correct-horse -out ca.key 2048'",
    "'genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes-128-cbc -pass pass:correct-horse"
        + " -out ca.key'"
  })
  void anEncryptedKeyIsReadWithItsPassphrase(String make) throws IOException {
    opensslCommand.run(make.split(" "));
    opensslCommand.run(
        "req",
        "-x509",
        "-new",
        "-key",
        "ca.key",
        "-passin",
        "pass:correct-horse",
        "-out",
        "ca.crt",
        "-subj",
        "/CN=ca");
    CaSigner.open(ca(Optional.of("correct-horse")));
    assertEquals("the key /pki/ca.key is encrypted: give 'passphrase'", refused(ca(NONE)));
    assertEquals(
        "the key /pki/ca.key cannot be decrypted: is 'passphrase' the right one?",
        refused(ca(Optional.of("wrong horse"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw-----w-"})
  void givenKeyThatOthersMayReadOrChangeIsRefused(String mode) throws IOException {
    authority("keyUsage=keyCertSign");
    var key = folder.resolve("ca.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
    assertEquals(
        "others can read or change the key /pki/ca.key: chmod 600 it, or encrypt it",
        refused(ca(NONE)));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    CaSigner.open(ca(NONE));
  }

  @Test
  void folderThatOthersMayWriteIsRefused() throws IOException {
    var pki = Files.createDirectory(folder.resolve("shared"));
    CaMaker.ensure(CaExamples.own(pki));
    Files.setPosixFilePermissions(pki, PosixFilePermissions.fromString("rwxrwxrwx"));
    var e = assertThrows(CaException.class, () -> CaMaker.ensure(CaExamples.own(pki)));
    assertEquals(
        "the authority %1$s/etcd-ca.crt cannot be trusted: other users may write to %1$s: give a folder of your own, or run `chmod go-w %1$s`"
            .formatted(pki),
        e.getMessage());
    var fresh = Files.createDirectory(folder.resolve("fresh"));
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThrows(CaException.class, () -> CaMaker.ensure(CaExamples.own(fresh)));
  }

  @Test
  void keyOfAnotherAuthorityIsRefused() {
    authority("keyUsage=keyCertSign");
    opensslCommand.run("genpkey", "-algorithm", "RSA", "-out", "ca.key");
    assertEquals(
        "the key /pki/ca.key does not match the certificate /pki/ca.crt: give a matching pair",
        refused(ca(NONE)));
    opensslCommand.run("genpkey", "-algorithm", "ED25519", "-out", "ca.key");
    assertEquals(
        "the key /pki/ca.key does not match the certificate /pki/ca.crt: give a matching pair",
        refused(ca(NONE)));
  }

  @Test
  void certificateThatMustNotIssueIsRefused() {
    authority("keyUsage=digitalSignature");
    assertEquals(
        "O=k8s,CN=kubernetes in /pki/ca.crt may not sign certificates: its key usage lacks"
            + " keyCertSign",
        refused(ca(NONE)));
    self("ca.key", "ca.crt", "30", "basicConstraints=critical,CA:FALSE");
    assertEquals(
        "O=k8s,CN=kubernetes in /pki/ca.crt is not an authority: clients would reject its"
            + " certificates",
        refused(ca(NONE)));
  }

  @Test
  void expiredAuthorityIsRefused() {
    authority("keyUsage=keyCertSign");
    opensslCommand.run(
        "x509",
        "-in",
        "ca.crt",
        "-signkey",
        "ca.key",
        "-days",
        "-1",
        "-out",
        "ca.crt",
        "-clrext",
        "-extfile",
        extensions());
    assertEquals(
        "the authority O=k8s,CN=kubernetes in /pki/ca.crt expired on TIME: make a new one"
            + " under another 'name'",
        refused(ca(NONE)).replaceAll("\\d{4}-\\S+Z", "TIME"));
  }

  private String extensions() {
    try {
      return Files.writeString(folder.resolve("ext"), "basicConstraints=critical,CA:TRUE\n")
          .toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void filesWithOtherContentsAreReported() throws IOException {
    assertEquals("there is no file /pki/ca.crt on the controller", refused(ca(NONE)));
    authority("keyUsage=keyCertSign");
    Files.writeString(folder.resolve("ca.key"), "hello\n");
    assertEquals("there is no private key in /pki/ca.key, which should be PEM", refused(ca(NONE)));
    Files.writeString(folder.resolve("ca.crt"), "hello\n");
    assertEquals("there is no certificate in /pki/ca.crt, which should be PEM", refused(ca(NONE)));
  }

  @Test
  void ownAuthorityIsKept() throws IOException {
    var own = CaExamples.own(folder);
    assertEquals("there is no authority /pki/etcd-ca.crt yet: 'issue_cert' makes it", refused(own));
    CaMaker.ensure(own);
    assertEquals(
        "the key /pki/etcd-ca.key is not encrypted, but 'passphrase' is given: encrypt it, or omit"
            + " 'passphrase'",
        refused(CaExamples.own(folder, "ec-p256", Optional.of("correct horse"))));
    var key = folder.resolve("etcd-ca.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    Files.setLastModifiedTime(key, java.nio.file.attribute.FileTime.fromMillis(1));
    assertEquals(
        "others can read or change the key /pki/etcd-ca.key: chmod 600 it, or encrypt it",
        refused(own));
    Files.delete(key);
    assertEquals(
        "the authority /pki/etcd-ca.crt has no key: restore /pki/etcd-ca.key, or give another"
            + " 'name'",
        refused(own));
  }
}
