package runbook.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.testkit.LocalShell;

class QueryBatchTest {

  static List<LocalShell> shells() {
    return LocalShell.installed();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void eachQueryHasItsOwnAnswer(LocalShell localShell) throws TruncatedOutput {
    var answers = ask(localShell, "echo one", "printf two", "", "false", "printf 'three\\n\\n'");
    assertEquals(
        List.of("one\n", "two", "", "", "three\n\n"),
        answers.stream().map(ScriptOutput::text).toList());
    assertEquals(List.of(0, 0, 0, 1, 0), answers.stream().map(ScriptOutput::exit).toList());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void allBytesAreReturnedUnchanged(LocalShell localShell) throws TruncatedOutput {
    var answer = ask(localShell, "printf '\\0\\001\\377\\n\\0'", "echo next");
    assertArrayEquals(new byte[] {0, 1, (byte) 255, '\n', 0}, answer.getFirst().bytes());
    assertEquals("next\n", answer.get(1).text());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void failedQueryHasReason(LocalShell localShell) throws TruncatedOutput {
    var scriptOutput = ask(localShell, "echo out; echo why >&2; exit 7").getFirst();
    assertEquals(7, scriptOutput.exit());
    assertEquals("out\nwhy", scriptOutput.text());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void warningIsNotPartOfAnswer(LocalShell localShell) throws TruncatedOutput {
    assertEquals("out\n", ask(localShell, "echo out; echo beware >&2").getFirst().text());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void queriesCannotDisturbEachOther(LocalShell localShell) throws TruncatedOutput {
    var answers =
        ask(
            localShell,
            "cd /; x=1; exit 3",
            "cat",
            "echo 'never closed",
            "echo )",
            "echo \"${x-unset}\"");
    assertEquals(3, answers.get(0).exit());
    assertEquals("", answers.get(1).text());
    assertTrue(answers.get(2).exit() != 0);
    assertTrue(answers.get(3).exit() != 0);
    assertEquals("unset\n", answers.get(4).text());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void queriesAreAnsweredInPlainEnglish(LocalShell localShell) throws TruncatedOutput {
    assertEquals("C\n", ask(localShell, "echo \"$LC_ALL\"").getFirst().text());
  }

  @Test
  void truncatedOutputIsNotAnAnswer() throws TruncatedOutput {
    var batch = new QueryBatch(List.of(new Script("echo 1"), new Script("echo 2")), "N");
    var whole = "1\n\nN 0 0\n\nN\n2\n\nN 1 0\n\nN\n".getBytes(UTF_8);
    assertEquals(2, batch.parse(whole).size());
    for (int length = 0; length < whole.length; length++) {
      var part = Arrays.copyOf(whole, length);
      assertThrows(TruncatedOutput.class, () -> batch.parse(part));
    }
  }

  @Test
  void outputThatLooksLikeASeparatorIsOutput() throws TruncatedOutput {
    var localShell = LocalShell.installed().getFirst();
    var answers = ask(localShell, "printf '\\nN 0 0\\n\\nN\\n'", "echo 2");
    assertEquals("\nN 0 0\n\nN\n", answers.getFirst().text());
  }

  @Test
  void emptyBatchHasNoAnswers() throws TruncatedOutput {
    assertEquals(List.of(), ask(LocalShell.installed().getFirst()));
  }

  private static List<ScriptOutput> ask(LocalShell localShell, String... queries)
      throws TruncatedOutput {
    var batch = QueryBatch.of(Stream.of(queries).map(Script::new).toList());
    var shellOutput = localShell.run(batch.script());
    assertEquals(0, shellOutput.exit(), shellOutput.err());
    return batch.parse(shellOutput.out());
  }

  @Test
  void sharedTextOfScriptsIsSentOnce() throws Exception {
    var definition = "hello() { echo hello $1; }\n";
    var batch =
        QueryBatch.of(
            List.of(
                Script.of("hello {}", "a").sharing(definition),
                Script.of("hello {}", "b").sharing(definition)));
    var script = batch.script();
    assertEquals(script.indexOf(definition), script.lastIndexOf(definition));
    var answers = batch.parse(LocalShell.installed().getFirst().run(script).out());
    assertEquals("hello a", answers.get(0).text().strip());
    assertEquals("hello b", answers.get(1).text().strip());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void queriesOfAKindAreReadTogether(LocalShell localShell) throws Exception {
    var definition = "greet_all() { count=$#; }\ngreet() { echo \"$1 of $count\"; [ $1 != b ]; }\n";
    var queries =
        Stream.of("a", "x", "b")
            .map(name ->
                name.equals("x")
                    ? new Script("echo \"alone${count-}\"")
                    : Script.of("greet {}", name)
                        .sharing(definition)
                        .readAhead("greet_all", name, "other"))
            .toList();
    var batch = QueryBatch.of(queries);
    var answers = batch.parse(localShell.run(batch.script()).out());
    assertEquals(
        List.of("a of 4\n", "alone\n", "b of 4\n"),
        answers.stream().map(ScriptOutput::text).toList());
    assertEquals(List.of(0, 0, 1), answers.stream().map(ScriptOutput::exit).toList());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void queryThatExitsThoughReadTogetherIsNoAnswer(LocalShell localShell) {
    var queries =
        Stream.of("exit 0", "echo 2").map(text -> new Script(text).readAhead(":")).toList();
    var batch = QueryBatch.of(queries);
    var output = localShell.run(batch.script()).out();
    assertThrows(TruncatedOutput.class, () -> batch.parse(output));
  }
}
