package runbook.modules.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import runbook.modules.play.ProgramOutput;

@EnabledIf("runbook.modules.share.GitRepository#isGitInstalled")
class SignedRolesTest {

  @TempDir Path folder;
  private Path ada;
  private Path eve;
  private GitRepository web;
  private TrialProject project;

  @BeforeEach
  void prepare() throws Exception {
    ada = key("ada");
    eve = key("eve");
    web = GitRepository.in(folder.resolve("web.git")).write("tasks/main.yml", "- command: true\n");
    project = TrialProject.in(folder.resolve("project"));
  }

  private Path key(String name) throws Exception {
    var key = folder.resolve(name);
    var words =
        List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", key.toString());
    assertEquals(0, new ProcessBuilder(words).start().waitFor());
    return key;
  }

  private static String publicKey(Path key) throws Exception {
    return Files.readString(Path.of(key + ".pub")).strip();
  }

  private void trust(Path... keys) throws Exception {
    var text = new StringBuilder("roles: [{from: '%s'}]\ntrust:\n".formatted(web.url()));
    for (var key : keys) {
      text.append("  - ").append(publicKey(key)).append('\n');
    }
    project.write("runbook.yml", text.toString());
  }

  private void signed(Path key, String... arguments) throws Exception {
    var words = new ArrayList<>(List.of("-c", "gpg.format=ssh", "-c", "user.signingkey=" + key));
    words.addAll(List.of(arguments));
    web.git(words.toArray(String[]::new));
  }

  private static void assertRefused(ProgramOutput output, String... texts) {
    assertEquals(65, output.status(), output::toString);
    for (var text : texts) {
      assertTrue(output.err().contains(text), () -> text + "\n" + output);
    }
  }

  @Test
  void tagThatATrustedKeySignedIsTaken() throws Exception {
    web.commit("one");
    signed(ada, "tag", "--sign", "-m", "one", "v1.0.0");
    trust(eve, ada);
    project.mustGet();
    assertTrue(project.lock().contains("signer: \"SHA256:"), project.lock());
    assertEquals(0, project.check().status());
  }

  @Test
  void commitThatATrustedKeySignedIsTaken() throws Exception {
    web.git("add", "--all");
    signed(ada, "commit", "--quiet", "--gpg-sign", "-m", "one");
    web.git("tag", "v1.0.0");
    trust(ada);
    project.mustGet();
    assertEquals(0, project.lint().status());
  }

  @Test
  void keyThatIsNotTrustedIsRefused() throws Exception {
    web.commit("one");
    signed(eve, "tag", "--sign", "-m", "one", "v1.0.0");
    trust(ada);
    assertRefused(
        project.get(),
        "runbook.yml:1:",
        "web 1.0.0 is refused: it is signed by the key SHA256:",
        "which is not trusted",
        "take a version that a key under 'trust' has signed");
    assertFalse(Files.exists(project.got("web")));
  }

  @Test
  void unsignedVersionIsRefused() throws Exception {
    web.version("v1.0.0", "one");
    web.git("tag", "--annotate", "-m", "two", "v2.0.0");
    trust(ada);
    assertRefused(project.get(), "web 2.0.0 is refused: neither the tag nor its commit is signed");
  }

  @Test
  void signatureOfAnotherTagIsRefused() throws Exception {
    web.commit("one");
    signed(ada, "tag", "--sign", "-m", "one", "v1.0.0");
    web.git("update-ref", "refs/tags/v2.0.0", web.git("rev-parse", "v1.0.0").strip());
    trust(ada);
    assertRefused(project.get(), "web 2.0.0 is refused: the tag was signed under another name");
  }

  @Test
  void signatureOfOtherContentIsRefused() throws Exception {
    web.commit("one");
    signed(ada, "tag", "--sign", "-m", "one", "v1.0.0");
    var good = web.git("rev-parse", "v1.0.0^{commit}").strip();
    web.write("tasks/main.yml", "- command: rm -r /srv\n").commit("evil");
    var evil = web.git("rev-parse", "HEAD").strip();
    var tag = web.git("cat-file", "tag", "v1.0.0").replace(good, evil);
    Files.writeString(folder.resolve("tag"), tag);
    var forged =
        web.git("hash-object", "-t", "tag", "-w", folder.resolve("tag").toString()).strip();
    web.git("update-ref", "refs/tags/v1.0.0", forged);
    trust(ada);
    assertRefused(project.get(), "web 1.0.0 is refused: its signature is not valid");
  }

  @Test
  void trustThatCameLaterOrChangedIsAskedForAgain() throws Exception {
    web.commit("one");
    signed(ada, "tag", "--sign", "-m", "one", "v1.0.0");
    project.asks("from: '%s'".formatted(web.url())).mustGet();
    trust(ada);
    assertRefused(
        project.lint(), "no key that is trusted now has signed web 1.0.0", "run 'runbook get'");
    project.mustGet();
    assertEquals(0, project.lint().status());
    trust(eve);
    assertRefused(project.lint(), "no key that is trusted now has signed web 1.0.0");
    assertRefused(project.get(), "which is not trusted");
  }

  @Test
  void whatIsNoPublicKeyIsRefusedWithItsLine() throws Exception {
    project.write(
        "runbook.yml",
        """
        trust:
          - ada@example.org ssh-ed25519 AAAAnonsense
          - cert-authority,namespaces="git" %s
          - "SHA256:abc"
        """
            .formatted(publicKey(ada)));
    assertRefused(
        project.get(),
        "runbook.yml:2:5: error: this is not a public SSH key",
        "runbook.yml:3:",
        "runbook.yml:4:",
        "write trust: [ada@example.org ssh-ed25519 AAAA…]");
  }
}
