package runbook.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.text.Problems;

class TemplateFileTest {

  @TempDir Path folder;

  private final Problems problems = new Problems();
  private VariableScope variableScope;

  @BeforeEach
  void variables() {
    var values = new HashMap<String, Object>();
    values.put("port", 80L);
    values.put("html", "<a & 'b'>");
    values.put("members", List.of(Map.of("name", "a"), Map.of("name", "b")));
    values.put("off", false);
    values.put("none", null);
    values.put("host", new Unknown<>("told at login"));
    variableScope = VariableScope.of(values);
  }

  private Knowledge<String> render(String text) throws IOException {
    Files.writeString(folder.resolve("x.conf"), text);
    return TemplateFile.read(folder.resolve("x.conf"), "templates/x.conf")
        .render(variableScope, problems);
  }

  @Test
  void variablesSectionsAndDelimitersAreFilledIn() throws IOException {
    var text =
        render(
            """
            listen {{ port }} {{ html }}
            {{#members}}
            member {{ name }}:{{ port }}
            {{/members}}
            {{^off}}
            off
            {{/off}}
            {{#none}}
            none
            {{/none}}
            {{=<% %>=}}
            {{ kept }} <% port %>
            """);

    assertEquals("", TestTexts.problemTexts(problems));
    assertEquals(
        """
        listen 80 <a & 'b'>
        member a:80
        member b:80
        off

        {{ kept }} 80
        """,
        text.known().orElseThrow());
  }

  @Test
  void everyUndefinedVariableIsReportedWithItsPosition() throws IOException {
    render(
        """
        # é{{ port }} and {{ prot }}
        {{#members}}
          {{ name }} {{{nmae}}}
        {{/members}}
        {{#mebmers}}{{/mebmers}}
        <{{^missing}}x{{/missing}}>
        """);

    assertEquals(
        """
        templates/x.conf:1:22 variable 'prot' is not defined (did you mean 'port'?)
        templates/x.conf:3:17 variable 'nmae' is not defined
        templates/x.conf:5:4 variable 'mebmers' is not defined (did you mean 'members'?)
        templates/x.conf:6:5 variable 'missing' is not defined\
        """,
        TestTexts.problemTexts(problems));
  }

  @Test
  void syntaxErrorIsReportedAtItsLine() throws IOException {
    render("a\n{{#members}}\nb\n");
    assertEquals(
        "templates/x.conf:2:4 section 'members' is not closed (write {{/members}} at its end)",
        TestTexts.problemTexts(problems));
  }

  @Test
  void unclosedTagIsReportedAtItsPosition() throws IOException {
    render("a\nb {{ port\nc\n");

    assertEquals("templates/x.conf:2:3 this tag is not closed", TestTexts.problemTexts(problems));
  }

  @Test
  void partialIsFoundNextToTemplate() throws IOException {
    Files.writeString(folder.resolve("head.mustache"), "head {{ port }}\n");

    assertEquals(new Known<>("head 80\nbody\n"), render("{{> head}}\nbody\n"));
  }

  @Test
  void problemInPartialHasPositionInPartial() throws IOException {
    Files.writeString(folder.resolve("head"), "head\n  {{ prot }}\n");

    render("{{> head}}\n");

    assertEquals(
        "templates/head:2:6 variable 'prot' is not defined (did you mean 'port'?)",
        TestTexts.problemTexts(problems));
  }

  @Test
  void missingPartialIsReported() throws IOException {
    render("a\n  {{> haed }}\n");

    assertEquals(
        "templates/x.conf:2:3 there is no template 'haed' or 'haed.mustache' next to this one",
        TestTexts.problemTexts(problems));
  }

  @Test
  void partialMustBeUtf8() throws IOException {
    Files.write(folder.resolve("head"), new byte[] {'a', (byte) 0xe9});
    render("a\n  {{> head }}\n");

    assertEquals(
        "templates/x.conf:2:3 head is not UTF-8: save it so", TestTexts.problemTexts(problems));
  }

  @Test
  void templateThatIncludesItselfIsRefused() throws IOException {
    render("a {{> x.conf}}\n");

    assertEquals(1, problems.all().size());
  }

  @Test
  void partialIsTemplateOfTheProject() throws IOException {
    var secret = Files.writeString(folder.resolve("secret"), "of the user");
    var templates = Files.createDirectories(folder.resolve("templates/web"));
    Files.writeString(folder.resolve("templates/common"), "shared");
    var main = Files.writeString(templates.resolve("main"), "{{> ../common}}");
    assertEquals(
        new Known<>("shared"), TemplateFile.read(main, "main").render(variableScope, problems));
    for (var name : List.of(secret.toString(), "../../secret", "/etc/passwd")) {
      Files.writeString(main, "{{> " + name + "}}");
      TemplateFile.read(main, "main").render(variableScope, problems);
      assertTrue(
          TestTexts.problemTexts(problems)
              .contains("the template '" + name + "' is outside the folder of the templates"),
          TestTexts.problemTexts(problems));
    }
  }

  @Test
  void templateWithUnknownVariableIsUnknown() throws IOException {
    assertEquals(new Unknown<>("told at login"), render("os {{ host.os }}\n"));
    assertEquals("", TestTexts.problemTexts(problems));
  }

  @Test
  void oneTemplateServesAllHosts() throws IOException {
    Files.writeString(folder.resolve("x"), "{{ port }}");
    var template = TemplateFile.read(folder.resolve("x"), "x");

    assertEquals(new Known<>("80"), template.render(variableScope, problems));
    assertEquals(new Known<>("81"), template.render(variableScope.with("port", 81L), problems));
  }
}
