package runbook.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.script.QueryBatch;
import runbook.testkit.LocalShell;

class ShellFileTest {

  private static final ShellFile HELLO = ShellFile.beside(ShellFileTest.class, "hello.sh");

  static List<LocalShell> shells() {
    return LocalShell.installed();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void valueIsOneArgument(LocalShell localShell) {
    var value = "it's $HOME; {} `id` \"\n*";
    assertEquals(
        "hello " + value + "\n", localShell.run(HELLO.call("hello", value).whole()).text());
  }

  @Test
  void fileIsSentOnceForManyQueries() {
    var queries = List.of(HELLO.call("hello", "bob"), HELLO.call("hello", "ada"));
    var script = new QueryBatch(queries, "N").script();
    assertEquals(script.indexOf("hello() {"), script.lastIndexOf("hello() {"));
  }

  @Test
  void commentsAreNotSent() {
    assertEquals("hello() {\n  printf 'hello %s\\n' \"$1\"\n}\n", HELLO.text());
  }

  @Test
  void directivesForEditorsAreNotSent() {
    assertEquals("f() {\n  :\n}\n", ShellFile.sent("\uFEFF# why\r\nf() {\r\n\r\n  :\r\n}"));
  }

  @Test
  void scriptsShareTextOfSameFile() {
    assertEquals(Set.of(HELLO.text()), Script.lines(HELLO.call("a"), HELLO.call("b")).shared());
  }

  @Test
  void missingFileIsNamedWhenUsed() {
    var missing = ShellFile.beside(ShellFileTest.class, "missing.sh");
    var e = assertThrows(IllegalStateException.class, () -> missing.call("f"));
    assertEquals("there is no missing.sh among the resources of runbook.module", e.getMessage());
  }
}
