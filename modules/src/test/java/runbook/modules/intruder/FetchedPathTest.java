package runbook.modules.intruder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.schema.ModuleRegistry;
import runbook.testkit.LocalShell;
import runbook.testkit.PlaybookTrial;

/** What a host says becomes part of a path on the controller. */
class FetchedPathTest {

  @TempDir Path folder;

  private PlaybookTrial.TrialResult play(String said, String dest) throws Exception {
    Files.createDirectories(folder.resolve("site/out"));
    Files.writeString(folder.resolve("on-host"), "content");
    var text =
        """
        - hosts: all
          vars: { above: ../beside, full: %2$s/full }
          tasks:
            - command: { argv: [printf, '%%s', '%3$s'], writes: [] }
              register: said
            - fetch: { src: %2$s/on-host, dest: "%1$s" }
        """
            .formatted(dest.replace("FOLDER", folder.toString()), folder, said);
    var playbook = Files.writeString(folder.resolve("site/site.yml"), text);
    return new PlaybookTrial(
            ModuleRegistry.load(List.of()),
            playbook,
            "all: {hosts: {h1: {connection: local}}}",
            _ -> LocalShell.installed().getFirst().target(),
            List.of())
        .play();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "out/{{ said.stdout }}",
        "out/of {{ said.stdout }}",
        "FOLDER/site/out/{{ said.stdout }}",
        "{{ said.stdout }}",
        "{{{ said.stdout }}}",
        "{{ above }}/{{ said.stdout }}",
        "{{ full }}/{{ said.stdout }}"
      })
  void cannotLeadOutOfNamedFolder(String dest) throws Exception {
    var trialResult = play("x/../../../../evil", dest);
    assertEquals(1, trialResult.failures().size(), () -> trialResult.failures().toString());
    var events = trialResult.events().toString();
    assertTrue(events.contains("would lead out of the folder that the playbook names"), events);
    assertFalse(Files.exists(folder.resolve("evil")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../beside/{{ said.stdout }}",
        "{{ above }}/{{ said.stdout }}",
        "FOLDER/beside/a/../{{ said.stdout }}"
      })
  void mayLeadAnywhereInNamedFolder(String dest) throws Exception {
    var trialResult = play("x/../y/name", dest);
    assertEquals(List.of(), trialResult.failures());
    assertEquals("content", Files.readString(folder.resolve("beside/y/name")));
  }

  @Test
  void doesNotNameFolderAlone() throws Exception {
    var full = folder.resolve("evil").toString();
    assertEquals(1, play(full, "{{ said.stdout }}").failures().size());
    assertFalse(Files.exists(folder.resolve("evil")));
  }
}
