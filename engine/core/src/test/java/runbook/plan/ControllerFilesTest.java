package runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.module.param.FileContent;
import runbook.playbook.FileSearchPath;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;

class ControllerFilesTest {

  @TempDir Path folder;
  private final Problems problems = new Problems();

  @BeforeEach
  void lay() throws IOException {
    Files.createDirectories(folder.resolve("files/programs/sub"));
    Files.writeString(folder.resolve("files/programs/one"), "1");
  }

  @Test
  void filesOfFolderAreReadOnceAndLazily() throws IOException {
    var controllerFiles = new ControllerFiles();
    var programs =
        controllerFiles
            .folder(name("programs"), FileSearchPath.of(folder), problems)
            .known()
            .orElseThrow();
    assertEquals(Optional.of(FileContent.of("1")), programs.file("one"));
    assertEquals(Optional.empty(), programs.file("two"));
    assertEquals(Optional.empty(), programs.file("sub"));
    var again =
        controllerFiles
            .folder(name("programs"), FileSearchPath.of(folder), problems)
            .known()
            .orElseThrow();
    assertSame(programs.file("one").orElseThrow(), again.file("one").orElseThrow());
    assertEquals(List.of(), problems.all());
  }

  @Test
  void folderAndFileAreDistinguished() {
    var controllerFiles = new ControllerFiles();
    refused(
        found -> controllerFiles.folder(name("programs/one"), FileSearchPath.of(folder), found),
        "'programs/one' is a file",
        "name the folder it is in");
    refused(
        found -> controllerFiles.file(name("programs"), FileSearchPath.of(folder), found),
        "'programs' is a folder",
        "name a file in it");
    refused(
        found -> controllerFiles.folder(name("/no/such"), FileSearchPath.of(folder), found),
        "there is no folder '/no/such'",
        "looked for '/no/such'");
  }

  @Test
  void templateMustBeUtf8() throws IOException {
    Files.write(folder.resolve("conf"), new byte[] {'a', (byte) 0xe9});
    var controllerFiles = new ControllerFiles();
    refused(
        found -> controllerFiles.template(name("conf"), FileSearchPath.of(folder), found),
        "cannot read 'conf': it is not UTF-8",
        "save the file as UTF-8");
  }

  private void refused(Function<Problems, Knowledge<?>> find, String message, String hint) {
    var found = new Problems();
    assertInstanceOf(Invalid.class, find.apply(found));
    var at = name("").at();
    assertEquals(List.of(new Problem(at, message, hint)), found.all());
  }

  private static Node.Scalar name(String text) {
    return new Node.Scalar(new Source("t", "").whole(), text, text, false, false);
  }
}
