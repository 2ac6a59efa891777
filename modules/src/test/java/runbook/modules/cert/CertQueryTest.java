package runbook.modules.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.ScriptOutput;
import runbook.module.Unreadable;
import runbook.module.param.HostPath;
import runbook.modules.TestShells;
import runbook.modules.cert.PublicKeyPart.KeyMatch;
import runbook.modules.cert.PublicKeyPart.KeyPartKind;
import runbook.script.QueryBatch;
import runbook.script.TruncatedOutput;
import runbook.testkit.LocalShell;

/** Tests that a host compares a key with a certificate without revealing the key. */
class CertQueryTest {

  @TempDir Path folder;

  private static final List<String> FORMS =
      List.of(
          "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out k HEAD",
          "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out k HEAD",
          "genrsa -traditional -out k 2048 HEAD",
          "genrsa -traditional -out k 4096 HEAD",
          "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out k TAIL",
          "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out k TAIL",
          "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out k TAIL",
          "ecparam -name prime256v1 -genkey -out k TAIL",
          "ecparam -name secp384r1 -genkey -noout -out k TAIL",
          "ecparam -name secp521r1 -genkey -noout -out k TAIL",
          "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-224 -out k PUBLIC",
          "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out k PUBLIC",
          "genpkey -algorithm ED25519 -out k PUBLIC");

  static Stream<String> forms() {
    return FORMS.stream();
  }

  static List<LocalShell> shells() {
    return TestShells.all();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void onlyPublicPartOfKeyLeavesTheHost(String form) throws Exception {
    var words = form.split(" ");
    var opensslCommand = new OpensslCommand(folder);
    opensslCommand.run(Arrays.copyOf(words, words.length - 1));
    opensslCommand.run(
        "req", "-x509", "-new", "-key", "k", "-out", "c", "-subj", "/CN=x", "-days", "9");
    for (var localShell : TestShells.all()) {
      known(localShell, KeyPartKind.valueOf(words[words.length - 1]));
    }
  }

  private void known(LocalShell localShell, KeyPartKind expected) throws Exception {
    var answer = answer(localShell);
    var pair = CertQuery.read(places(), new ScriptOutput(0, answer));
    boolean isPoor =
        expected == KeyPartKind.PUBLIC && localShell.command().getFirst().equals("env");
    assertEquals(isPoor ? KeyPartKind.HIDDEN : expected, pair.part().keyPartKind());
    var own = pair.parsedCert().own().getSubjectPublicKeyInfo();
    assertEquals(isPoor ? KeyMatch.UNKNOWN : KeyMatch.YES, pair.part().match(own));
    assertTrue(pair.plan().isEmpty() && !pair.cutShort());
    noSecret(pair.part());
    assertNoLineOfKeyFile(new String(answer, StandardCharsets.UTF_8), pair.part());
  }

  /** No part of the key, not even eight bytes. */
  private void noSecret(PublicKeyPart part) throws IOException {
    var file = folder.resolve("k");
    var key = PrivateKeyFile.read(file, Files.readString(file), Optional.empty()).key();
    var shown = HexFormat.of().formatHex(Base64.getDecoder().decode(part.base64()));
    for (var secret : secrets(key)) {
      for (int i = 0; i + 8 <= secret.length; i++) {
        var piece = HexFormat.of().formatHex(secret, i, i + 8);
        assertFalse(shown.contains(piece), "a part of the private key leaves the host");
      }
    }
  }

  private static List<byte[]> secrets(PrivateKeyInfo info) throws IOException {
    var key = info.parsePrivateKey();
    var algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
    if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return List.of(BigIntegers.asUnsignedByteArray(ECPrivateKey.getInstance(key).getKey()));
    }
    if (!algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return List.of(ASN1OctetString.getInstance(key).getOctets());
    }
    var rsa = RSAPrivateKey.getInstance(key);
    return Stream.of(
            rsa.getPrivateExponent(),
            rsa.getPrime1(),
            rsa.getPrime2(),
            rsa.getExponent1(),
            rsa.getExponent2(),
            rsa.getCoefficient())
        .map(BigIntegers::asUnsignedByteArray)
        .toList();
  }

  /** A line of the file is 48 bytes; the answer may contain only those of the public part. */
  private void assertNoLineOfKeyFile(String answer, PublicKeyPart part) throws IOException {
    var cut = part.base64();
    var lines =
        Files.readAllLines(folder.resolve("k")).stream()
            .filter(line -> !line.startsWith("-") && !cut.contains(line))
            .collect(Collectors.toList());
    for (var line : lines) {
      assertFalse(answer.contains(line) && line.length() > 24, line);
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void keyOfAnotherCertificateIsDetected(LocalShell localShell) throws Exception {
    var opensslCommand = new OpensslCommand(folder);
    for (var form : List.of(FORMS.get(0), FORMS.get(4))) {
      var words = form.split(" ");
      opensslCommand.run(Arrays.copyOf(words, words.length - 1));
      opensslCommand.run("req", "-x509", "-new", "-key", "k", "-out", "c", "-subj", "/CN=x");
      opensslCommand.run(Arrays.copyOf(words, words.length - 1));
      var pair = CertQuery.read(places(), new ScriptOutput(0, answer(localShell)));
      assertEquals(
          KeyMatch.NO, pair.part().match(pair.parsedCert().own().getSubjectPublicKeyInfo()));
    }
    opensslCommand.run("genpkey", "-algorithm", "RSA", "-out", "k");
    var other = CertQuery.read(places(), new ScriptOutput(0, answer(localShell)));
    assertEquals(
        KeyMatch.NO, other.part().match(other.parsedCert().own().getSubjectPublicKeyInfo()));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void invalidKeyIsReported(LocalShell localShell) throws Exception {
    assertEquals(KeyPartKind.MISSING, kind(localShell));
    Files.writeString(folder.resolve("k"), "hello\n");
    assertEquals(KeyPartKind.BROKEN, kind(localShell));
    var opensslCommand = new OpensslCommand(folder);
    opensslCommand.run("genpkey", "-algorithm", "RSA", "-out", "k");
    var text = Files.readString(folder.resolve("k"));
    Files.writeString(folder.resolve("k"), text.substring(0, text.length() / 2));
    assertEquals(KeyPartKind.BROKEN, kind(localShell));
    Files.writeString(folder.resolve("k"), text.replace("\n", "\r\n"));
    assertEquals(KeyPartKind.HEAD, kind(localShell));
    opensslCommand.run(
        "genpkey", "-algorithm", "RSA", "-aes256", "-pass", "pass:secret", "-out", "k");
    assertEquals(KeyPartKind.ENCRYPTED, kind(localShell));
    opensslCommand.run("genrsa", "-traditional", "-aes256", "-passout", "pass:secret", "-out", "k");
    assertEquals(KeyPartKind.ENCRYPTED, kind(localShell));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void interruptedExchangeIsDetected(LocalShell localShell) throws Exception {
    Files.writeString(folder.resolve("c.runbook-new"), "");
    assertTrue(CertQuery.read(places(), new ScriptOutput(0, answer(localShell))).cutShort());
  }

  @Test
  void truncatedAnswerIsRefused() throws Exception {
    var answer = answer(LocalShell.installed().getFirst());
    var half = new ScriptOutput(0, Arrays.copyOf(answer, answer.length / 2));
    assertThrows(Unreadable.class, () -> CertQuery.read(places(), half));
    assertThrows(
        Unreadable.class, () -> CertQuery.read(places(), new ScriptOutput(1, new byte[0])));
  }

  private KeyPartKind kind(LocalShell localShell) throws Exception {
    return CertQuery.read(places(), new ScriptOutput(0, answer(localShell))).part().keyPartKind();
  }

  private CertPaths places() {
    return new CertPaths(path("c"), path("k"), Optional.empty());
  }

  private HostPath path(String name) {
    return new HostPath(folder.resolve(name).toString());
  }

  private byte[] answer(LocalShell localShell) throws TruncatedOutput {
    var batch = QueryBatch.of(List.of(CertQuery.of(places())));
    var scriptOutput = batch.parse(localShell.run(batch.script()).out()).getFirst();
    assertEquals(0, scriptOutput.exit(), scriptOutput.text());
    return scriptOutput.bytes();
  }
}
