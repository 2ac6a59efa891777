package runbook.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runbook.knowledge.Unknown;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;

class ValueResolverTest {

  private final Problems problems = new Problems();

  private static VariableScope scope() {
    var values = new HashMap<String, Object>();
    values.put("port", 80L);
    values.put("name", "w&b");
    values.put("nothing", null);
    values.put("on", true);
    values.put("off", false);
    values.put("hosts", List.of("a", "b"));
    values.put("users", List.of(Map.of("name", "ann"), Map.of("name", "bob")));
    values.put("app", Map.of("dir", "/srv", "later", new Unknown<>("not run yet")));
    values.put("host", new Unknown<>("told at login"));
    values.put("url", TestTexts.text("vars.yml", "http://{{ name }}:{{ port }}"));
    values.put("bad", TestTexts.text("vars.yml", "x{{ missing }}"));
    values.put("one", TestTexts.text("vars.yml", "1 {{ two }}"));
    values.put("two", TestTexts.text("vars.yml", "2 {{ one }}"));
    return VariableScope.of(values);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          no variables                             ~ no variables
          port {{ port }} of {{name}}              ~ port 80 of w&b
          {{{ name }}}/{{& name }}                 ~ w&b/w&b
          {{ app.dir }}/x                          ~ /srv/x
          second: {{ hosts.1 }}                    ~ second: b
          {{ users.0.name }}!                      ~ ann!
          to {{ url }}                             ~ to http://w&b:80
          [{{ nothing }}]                          ~ []
          {{#hosts}}<{{.}}>{{/hosts}}              ~ <a><b>
          {{#users}}{{name}},{{port}};{{/users}}   ~ ann,80;bob,80;
          {{#on}}yes{{/on}}{{^off}}no{{/off}}      ~ yesno
          {{#nothing}}x{{/nothing}}.               ~ .
          {{#app}}{{dir}}{{/app}}.                 ~ /srv.
          {{=<% %>=}}{{.State}} <% port %>         ~ {{.State}} 80
          a {{! nothing is said }}b                ~ a b
          """)
  void variablesAreFilledIn(String text, String filled) {
    var value = ValueResolver.value(TestTexts.text(text), scope(), problems);

    assertEquals("", TestTexts.problemTexts(problems));
    assertEquals(filled, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {{ prot }}           ~ text:1:4 variable 'prot' is not defined (did you mean 'port'?)
          a {{prot}} b         ~ text:1:5 variable 'prot' is not defined (did you mean 'port'?)
          {{ app.dri }}        ~ text:1:8 'app' has no 'dri' (did you mean 'dir'?)
          x{{ users.0.nam }}   ~ text:1:13 'users.0' has no 'nam' (did you mean 'name'?)
          {{ hosts.2 }}        ~ text:1:10 'hosts' has 2 items, there is no item 2 (the first item is 0)
          {{ port.x }}         ~ text:1:9 'port' is a number, it has no 'x'
          {{ nothing.x }}      ~ text:1:12 'nothing' is empty, it has no 'x'
          {{#prot}}x{{/prot}}  ~ text:1:4 variable 'prot' is not defined (did you mean 'port'?)
          {{^prot}}x{{/prot}}  ~ text:1:4 variable 'prot' is not defined (did you mean 'port'?)
          all {{ hosts }}      ~ text:1:8 'hosts' is a list and cannot be inside a text (write {{#hosts}}{{.}} {{/hosts}})
          all {{ app }}        ~ text:1:8 'app' is a map and cannot be inside a text (write {{app.NAME}})
          {{ port | int }}     ~ text:1:4 'port | int' is not the name of a variable (there are no filters: set a variable to the value, and use it here)
          {{.State}}           ~ text:1:3 '.State' is not the name of a variable (to keep the braces as they are, write {{=<% %>=}} before them)
          a {{.}}              ~ text:1:5 '.' is the item of a section, but this is not in one
          a {{ port            ~ text:1:3 this tag is not closed
          a {{}}               ~ text:1:3 there is no name between the braces
          a {{#port}}x         ~ text:1:6 section 'port' is not closed (write {{/port}} at its end)
          a {{/port}}x         ~ text:1:6 section 'port' is not open here
          {{> other}} x        ~ text:1:1 only a template file can include another: there is no 'other' here
          {{=< >=}}<{port>}     ~ text:1:1 delimiters must have two characters
          {{<other}}{{/other}}  ~ text:1:11 a template cannot extend another: write {{> name}}
          {{ one }}            ~ vars.yml:1:6 variable 'one' refers to itself: one → two → one
          use {{ bad }}        ~ vars.yml:1:5 variable 'missing' is not defined
          """)
  void problemsHaveTheirPosition(String text, String said) {
    var value = ValueResolver.value(TestTexts.text(text), scope(), problems);

    assertEquals(said, TestTexts.problemTexts(problems));
    assertEquals(Unknown.class, value.getClass());
  }

  @Test
  void endlessSectionsAreRefused() {
    ValueResolver.value(TestTexts.text("{{#on}}".repeat(5000)), scope(), problems);
    ValueResolver.value(TestTexts.text("x{{ " + "on.".repeat(5000) + "on }}"), scope(), problems);

    assertEquals(2, problems.all().size());
  }

  @Test
  void allProblemsOfTextAreReportedTogether() {
    ValueResolver.value(TestTexts.text("{{ a }} {{ b }} {{ app.c }}"), scope(), problems);

    assertEquals(3, problems.all().size());
  }

  @Test
  void textOfOneVariableKeepsItsType() {
    var variableScope = scope();
    assertEquals(80L, ValueResolver.value(TestTexts.text("{{ port }}"), variableScope, problems));
    assertEquals(true, ValueResolver.value(TestTexts.text("{{{on}}}"), variableScope, problems));
    assertEquals(
        List.of("a", "b"),
        ValueResolver.value(TestTexts.text("{{ hosts }}"), variableScope, problems));
    assertNull(ValueResolver.value(TestTexts.text("{{ nothing }}"), variableScope, problems));
  }

  @Test
  void unknownVariableMakesTextUnknownForTheSameReason() {
    var variableScope = scope();
    for (var text :
        List.of("{{ host }}", "{{ host.os.x }}", "a {{ host.os }}", "{{#host}}a{{/host}}b")) {
      assertEquals(
          new Unknown<>("told at login"),
          ValueResolver.value(TestTexts.text(text), variableScope, problems),
          text);
    }
    assertEquals(
        new Unknown<>("not run yet"),
        ValueResolver.value(TestTexts.text("{{app.later}}"), variableScope, problems));
    assertEquals("", TestTexts.problemTexts(problems));
  }

  @Test
  void variablesAreResolvedWhereTheyAreUsed() {
    var inner = scope().with("port", 81L).with("name", "db");

    assertEquals("http://db:81", ValueResolver.value(TestTexts.text("{{ url }}"), inner, problems));
  }

  @Test
  void pinnedVariableCannotBeHidden() {
    var pinned = scope().withPinned(Map.of("port", 1L)).with("port", 2L);

    assertEquals(1L, pinned.value("port", problems));
  }

  @Test
  void problemOfVariableIsReportedAtEachUse() {
    var variableScope = scope();
    ValueResolver.value(TestTexts.text("{{ bad }}"), variableScope, new Problems());

    ValueResolver.value(TestTexts.text("{{ bad }}"), variableScope, problems);

    assertEquals(1, problems.all().size());
  }

  @Test
  void nestedValuesAreFilledIn() {
    var source = new Source("site.yml", "a: {{ hosts }}");
    var node =
        new Node.Mapping(
            source.at(1, 1),
            List.of(
                new Node.Entry(
                    TestTexts.text("a"),
                    new Node.Scalar(source.at(1, 4), "{{ hosts }}", "{{ hosts }}", true, false))));

    var filled = ValueResolver.filled(node, scope(), problems);

    var list = (Node.Sequence) filled.get("a").orElseThrow();
    assertEquals(source.at(1, 4), list.at());
    assertEquals("b", ((Node.Scalar) list.items().get(1)).value());
  }

  @Test
  void literalTreeIsKept() {
    var node = TestTexts.text("as it is");

    assertSame(node, ValueResolver.filled(node, scope(), problems));
  }

  @Test
  void unknownScalarKeepsItsReason() {
    var filled =
        (Node.Scalar) ValueResolver.filled(TestTexts.text("a{{ host.os }}"), scope(), problems);

    assertEquals(new Unknown<>("told at login"), filled.value());
  }

  @Test
  void valueOfSecretIsMasked() {
    var secretMasker = new SecretMasker();
    var variableScope =
        VariableScope.of(Map.of("pass", TestTexts.secret("s3cr3t"), "user", "root"), secretMasker);

    var text =
        ValueResolver.value(TestTexts.text("{{ user }}:{{ pass }}"), variableScope, problems);

    assertEquals(new SecretText("root:s3cr3t", true), text);
    assertEquals("root:********", secretMasker.mask("root:s3cr3t"));
  }

  @Test
  void textWithSecretIsASecret() {
    var variableScope =
        VariableScope.of(Map.of("pass", TestTexts.secret("s3cr3t"), "user", "root"));

    var url =
        (Node.Scalar)
            ValueResolver.filled(TestTexts.text("{{ user }}:{{ pass }}"), variableScope, problems);
    var user =
        (Node.Scalar) ValueResolver.filled(TestTexts.text("{{ user }}!"), variableScope, problems);

    assertEquals(List.of(true, false), List.of(url.secret(), user.secret()));
  }

  @Test
  void multilineSecretIsMaskedLineByLine() {
    var secretMasker = new SecretMasker();
    secretMasker.add("-----BEGIN-----\nabcdefgh\nx\n");

    assertEquals("+********", secretMasker.mask("+abcdefgh"));
    assertEquals("+********\nan x", secretMasker.mask("+x\nan x"));
  }

  @Test
  void secretIsMaskedInShellQuotesToo() {
    var secretMasker = new SecretMasker();
    secretMasker.add("it's me");

    assertEquals("echo '********'", secretMasker.mask("echo 'it'\\''s me'"));
  }

  @Test
  void variablesThatGrowTooLargeAreRefused() {
    var variables = new HashMap<String, Object>(Map.of("v0", "x".repeat(1000)));
    for (int i = 1; i < 12; i++) {
      variables.put("v" + i, TestTexts.text("{{ v%d }}".formatted(i - 1).repeat(10)));
    }

    ValueResolver.value(TestTexts.text("{{ v11 }}"), VariableScope.of(variables), problems);

    assertEquals(1, problems.all().size());
    assertTrue(problems.all().getFirst().message().contains("more than 8000000 characters"));
  }
}
