package runbook.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runbook.knowledge.Invalid;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.text.Problems;
import runbook.text.Source;

class ConditionEvaluatorTest {

  private final Problems problems = new Problems();
  private final VariableScope variableScope = scope();

  private static VariableScope scope() {
    var values = new HashMap<String, Object>();
    values.put("port", 80L);
    values.put("name", "web");
    values.put("empty", null);
    values.put("on", true);
    values.put("package", "etcd");
    values.put("list", List.of("a"));
    values.put("hosts", List.of("a", "b"));
    values.put(
        "result", Map.of("rc", 0L, "stdout", " ok\n", "later", new Unknown<>("not run yet")));
    values.put("host", new Unknown<>("told at login"));
    return VariableScope.of(values);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          port == 80                              ~ true
          port == 80.0                            ~ true
          port == '80'                            ~ false
          name == 'web' && on                     ~ true
          !on                                     ~ false
          empty == null                           ~ true
          package == 'etcd'                       ~ true
          'b' in hosts                            ~ true
          hosts.exists(h, h == 'c')               ~ false
          size(hosts) == 2 && hosts[1] == 'b'     ~ true
          result.rc == 0                          ~ true
          result['rc'] == 0                       ~ true
          result.stdout.trim() == 'ok'            ~ true
          has(vars.port)                          ~ true
          has(vars.nothing)                       ~ false
          has(result.nothing)                     ~ false
          has(vars.nothing) && vars.nothing == 1  ~ false
          name.matches('^w.b$')                   ~ true
          type(name) == string                    ~ true
          host.os == 'linux'                      ~ unknown
          result.later == 1                       ~ unknown
          result == {}                            ~ false
          false && host.os == 'linux'             ~ false
          host.os == 'linux' && false             ~ false
          host.os == 'linux' || on                ~ true
          host.os == 'linux' || !on               ~ unknown
          host.os == 'linux' ? on : on            ~ unknown
          !(host.os == 'linux')                   ~ unknown
          [host, port].size() == 2                ~ unknown
          true                                    ~ true
          false                                   ~ false
          """)
  void expressionHasValue(String text, String expected) {
    var judged = ConditionEvaluator.judge(TestTexts.condition(text), variableScope, problems);

    assertEquals("", TestTexts.problemTexts(problems));
    assertEquals(expected, judged.known().map(r -> String.valueOf(r.isTrue())).orElse("unknown"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          prot == 80            ~ 1 ~ variable 'prot' is not defined (did you mean 'port'?)
          on && prot == 80      ~ 7 ~ variable 'prot' is not defined (did you mean 'port'?)
          has(vars.x) && x == 1 ~ 16 ~ variable 'x' is not defined (if it may be missing, write vars.x)
          ansible_os == 'x'     ~ 1 ~ variable 'ansible_os' is not defined (facts are not gathered: use 'host', such as host.os)
          name                  ~ 1 ~ a condition must be true or false, this is a text (compare it, as in x == 'yes')
          'yes'                 ~ 1 ~ a condition must be true or false, this is a text (compare it, as in x == 'yes')
          1                     ~ 1 ~ a condition must be true or false, this is a number (compare it, as in x != 0)
          port                  ~ 1 ~ a condition must be true or false, this is a number (compare it, as in x != 0)
          hosts                 ~ 1 ~ a condition must be true or false, this is a list (compare its size, as in size(x) > 0)
          empty                 ~ 1 ~ a condition must be true or false, this is null (compare it, as in x != null)
          on and port == 80     ~ 4 ~ unexpected 'and' (write && for 'and')
          on or port == 80      ~ 4 ~ unexpected 'or' (write || for 'or')
          not on                ~ 5 ~ unexpected 'on' (write ! for 'not')
          port is defined       ~ 6 ~ unexpected 'is' (write has(vars.NAME) for 'NAME is defined')
          port is not defined   ~ 6 ~ unexpected 'is' (write !has(vars.NAME) for 'NAME is not defined')
          on == {{ on }}        ~ 7 ~ an expression has no braces (write on == on)
          on == True            ~ 7 ~ variable 'True' is not defined (write true for 'True')
          hosts | length > 0    ~ 7 ~ unexpected '|' (write size(x) for 'x | length')
          port = 80             ~ 6 ~ unexpected '=' (write == to compare)
          port ==               ~ 8 ~ the expression ends too early
          result.rcx == 0       ~ 7 ~ there is no 'rcx' here (did you mean 'rc'?)
          result['rcx'] == 0    ~ 7 ~ there is no 'rcx' here (did you mean 'rc'?)
          result.zz == 0        ~ 7 ~ there is no 'zz' here (there is: later, rc, stdout)
          lenght(hosts) == 2    ~ 7 ~ there is no function 'lenght'
          siz(hosts) == 2       ~ 4 ~ there is no function 'siz' (did you mean 'size'?)
          port > '80'           ~ 6 ~ '>' cannot be used with these values (int(x), double(x) and string(x) convert between types)
          1 > '80'              ~ 3 ~ '>' cannot be used with a number and a text (int(x), double(x) and string(x) convert between types)
          list == 'a'           ~ 6 ~ '==' cannot be used with the name of a type and a text (the names of types, such as list and type, are not variables here: write vars.type)
          on && name            ~ 7 ~ both sides of && and || must be true or false
          port.x == 1           ~ 5 ~ there is no 'x' here: this is not a map
          int(name) == 1        ~ 4 ~ this text is not a number
          hosts[7] == 'a'       ~ 6 ~ there is no item 7
          """)
  void problemsHaveTheirPosition(String text, int column, String said) {
    var judged = ConditionEvaluator.judge(TestTexts.condition(text), variableScope, problems);

    assertEquals("site.yml:1:" + column + " " + said, TestTexts.problemTexts(problems));
    assertInstanceOf(Invalid.class, judged);
  }

  @Test
  void expressionThatRunsTooLongIsRefused() {
    var numbers = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";
    var text = "true";
    for (var name : List.of("a", "b", "c", "d", "e", "f", "g")) {
      text = numbers + ".all(" + name + ", " + text + ")";
    }
    ConditionEvaluator.judge(TestTexts.condition(text), variableScope, problems);
    ConditionEvaluator.judge(
        TestTexts.condition("(".repeat(500) + "on" + ")".repeat(500)), variableScope, problems);

    assertEquals(
        "the expression takes too many steps",
        problems.all().stream()
            .map(p -> p.message())
            .filter(m -> m.contains("steps"))
            .findFirst()
            .orElse("nothing"));
    assertEquals(2, problems.all().size());
  }

  @Test
  void allTermsMustBeTrue() {
    assertEquals(
        new Known<>(ConditionResult.unmet("port == 81")),
        ConditionEvaluator.judge(TestTexts.condition("on", "port == 81"), variableScope, problems));
    assertEquals(
        new Known<>(ConditionResult.TRUE),
        ConditionEvaluator.judge(Condition.ALWAYS, variableScope, problems));
  }

  @Test
  void falseWinsOverUnknown() {
    var judged =
        ConditionEvaluator.judge(
            TestTexts.condition("host.os == 'linux'", "port == 81"), variableScope, problems);

    assertEquals(new Known<>(ConditionResult.unmet("port == 81")), judged);
  }

  @Test
  void reasonOfUnknownIsReported() {
    var judged =
        ConditionEvaluator.judge(
            TestTexts.condition("host.os == 'linux'"), variableScope, problems);

    assertEquals(new Unknown<>("told at login"), judged);
  }

  @Test
  void termMayRelyOnEarlierTerms() {
    var judged =
        ConditionEvaluator.judge(
            TestTexts.condition("has(result.nothing)", "result.nothing == 1"),
            variableScope,
            problems);
    assertTrue(judged.is(ConditionResult::isFalse));

    judged =
        ConditionEvaluator.judge(
            TestTexts.condition("host.os == 'linux'", "result.nothing == 1"),
            variableScope,
            problems);
    assertInstanceOf(Unknown.class, judged);
    assertTrue(problems.none());
  }

  @Test
  void everyInvalidTermIsReported() {
    ConditionEvaluator.judge(
        TestTexts.condition("prot == 1", "1 +", "naem == ''"), variableScope, problems);

    assertEquals(3, problems.all().size());
  }

  @Test
  void columnIsCorrectInQuotesAndBlocks() {
    var source =
        new Source(
            "site.yml",
            """
            - when: 'name == ''x'' && prot == 80'
            - when: >-
                port == 80 &&
                nmae == 'web'
            - when: "name == \\"x\\" && onn"
            """);
    judge(source, "'name", "name == 'x' && prot == 80");
    judge(source, ">-", "port == 80 && nmae == 'web'");
    judge(source, "\"name", "name == \"x\" && onn");

    assertEquals(
        List.of("site.yml:1:27", "site.yml:4:5", "site.yml:5:27"),
        problems.all().stream().map(p -> p.at().toString()).toList());
  }

  private void judge(Source source, String start, String text) {
    var term = new Condition.Term(TestTexts.place(source, start), text);
    ConditionEvaluator.judge(new Condition(List.of(term)), variableScope, problems);
  }

  @Test
  void problemOfVariableIsReportedForExpression() {
    var faulty = variableScope.with("faulty", TestTexts.text("group_vars", "{{ nothing }}"));

    ConditionEvaluator.judge(TestTexts.condition("faulty == '' || on"), faulty, problems);

    assertEquals(
        "group_vars:1:4 variable 'nothing' is not defined", TestTexts.problemTexts(problems));
  }
}
