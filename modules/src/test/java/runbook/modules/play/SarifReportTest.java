package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the reports for code scanning, of checks and of mistakes in files. */
class SarifReportTest {

  /** What the format and GitHub's code scanning require of the parts that runbook writes. */
  private static final String REQUIRED =
      """
      { "type": "object", "required": ["version", "runs"], "properties": {
        "version": { "const": "2.1.0" },
        "runs": { "type": "array", "minItems": 1, "items": {
          "type": "object", "required": ["tool", "results"], "properties": {
            "tool": { "type": "object", "required": ["driver"], "properties": {
              "driver": { "type": "object", "required": ["name", "rules"], "properties": {
                "rules": { "type": "array", "uniqueItems": true, "items": {
                  "type": "object", "required": ["id", "shortDescription"] } } } } } },
            "columnKind": { "enum": ["utf16CodeUnits", "unicodeCodePoints"] },
            "results": { "type": "array", "items": {
              "type": "object", "required": ["ruleId", "level", "message", "locations"],
              "properties": {
                "level": { "enum": ["none", "note", "warning", "error"] },
                "message": { "type": "object", "required": ["text"] },
                "locations": { "type": "array", "minItems": 1, "items": {
                  "type": "object", "required": ["physicalLocation"], "properties": {
                    "physicalLocation": {
                      "type": "object", "required": ["artifactLocation"], "properties": {
                        "artifactLocation": { "type": "object", "required": ["uri"] },
                        "region": { "type": "object", "properties": {
                          "startLine": { "type": "integer", "minimum": 1 },
                          "startColumn": { "type": "integer", "minimum": 1 } } } } } } }
                } } } } } } } } }
      """;

  @TempDir Path folder;
  private RecordedProject project;

  @BeforeEach
  void makeProject() throws IOException {
    project =
        RecordedProject.in(folder)
            .inventory("all: { hosts: { here: { connection: local } } }\n")
            .playbook(
                """
                - hosts: all
                  tasks:
                    - { name: Write, copy: { content: a, dest: "%s/written" } }
                    - { name: Run, command: echo }
                    - { name: Write below, copy: { content: a, dest: "%s/hosts.yml/x" } }
                """
                    .formatted(folder, folder));
  }

  private String checked(String text) {
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(REQUIRED, InputFormat.JSON);
    assertEquals(List.of(), schema.validate(text, InputFormat.JSON));
    return text;
  }

  @Test
  void checkReportsFailuresChangesAndWhatIsUnknown() throws Exception {
    project.play("--check", "--report", "sarif=" + folder.resolve("check.sarif"));
    var text = checked(Files.readString(folder.resolve("check.sarif")));
    assertTrue(text.contains("\"ruleId\": \"changed\",\n          \"level\": \"warning\""), text);
    assertTrue(text.contains("\"ruleId\": \"unknown\",\n          \"level\": \"note\""), text);
    assertTrue(text.contains("\"startLine\": 3"), text);
    assertTrue(text.contains("\"uri\": \"file://" + folder.resolve("site.yml")), text);
  }

  @Test
  void lintReportsMistakes() throws Exception {
    var site = folder.resolve("bad site.yml");
    Files.writeString(site, "- hosts: all\n  tasks:\n    - copi: {}\n");
    var lint = ProgramOutput.of("lint", site.toString(), "--report", "sarif");
    assertEquals(65, lint.status());
    var text = checked(lint.out());
    assertTrue(text.contains("\"startLine\": 3"), text);
    assertTrue(text.contains("bad%20site.yml"), text);
    assertTrue(text.contains("hint: did you mean 'copy'"), text);
    var github = ProgramOutput.of("lint", site.toString(), "--report", "github").out();
    assertTrue(github.startsWith("::error file=" + site + ",line=3,"), github);
    var good = ProgramOutput.of("lint", folder.resolve("site.yml").toString(), "--report=sarif");
    assertEquals(0, good.status(), good.err());
    assertTrue(checked(good.out()).contains("\"results\": []"), good.out());
    assertEquals(64, ProgramOutput.of("lint", site.toString(), "--report", "junit").status());
  }
}
