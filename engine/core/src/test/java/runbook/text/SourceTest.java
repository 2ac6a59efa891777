package runbook.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SourceTest {

  @TempDir Path folder;
  private final Problems problems = new Problems();

  private String onlyProblem(Path file) {
    assertTrue(Source.read(file, "site.yml", problems).isEmpty());
    assertEquals(1, problems.all().size());
    return problems.all().getFirst().at() + " " + problems.all().getFirst().message();
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("site.yml"), bytes);
  }

  @Test
  void byteOrderMarkAndWindowsLineEndingsAreAccepted() throws IOException {
    var file = write("\uFEFFa: 1\r\nb: 2\r\n".getBytes(StandardCharsets.UTF_8));
    var source = Source.read(file, "site.yml", problems).orElseThrow();
    assertEquals("a: 1", source.line(1));
    assertEquals("b: 2", source.line(2));
    assertEquals("", source.line(3));
  }

  @Test
  void aMissingFileIsNamed() {
    assertEquals(
        "site.yml there is no file 'site.yml'", onlyProblem(folder.resolve("nothing.yml")));
  }

  @Test
  @Timeout(60)
  void silentPipeIsReported() throws Exception {
    var pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertEquals(
        "site.yml 'site.yml' is not a plain file, and nothing came from it within 20 s",
        onlyProblem(pipe));
  }

  @Test
  void missingFileIsReportedWhereItIsNamed() {
    var named = new Source("play.yml", "vars_files: x.yml").at(1, 13);
    assertTrue(Source.read(folder.resolve("x.yml"), "x.yml", named, problems).isEmpty());
    assertEquals(named, problems.all().getFirst().at());
  }

  @Test
  void aFolderIsNamed() {
    assertEquals("site.yml 'site.yml' is a folder, not a file", onlyProblem(folder));
  }

  @Test
  void invalidUtf8IsReportedWithItsPosition() throws IOException {
    var bytes = "ä: 1\nb: ?\n".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 2] = (byte) 0xE4;
    assertEquals("site.yml:2:4 this is not UTF-8", onlyProblem(write(bytes)));
  }

  @Test
  void aHugeFileIsRefused() throws IOException {
    assertEquals("site.yml 'site.yml' is larger than 3 MiB", onlyProblem(write(new byte[4 << 20])));
  }
}
