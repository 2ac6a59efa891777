package runbook.playbooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.testkit.FolderSnapshot;
import runbook.testkit.PlaybookTrial;

/**
 * Every playbook of the repository that writes below a folder only, on hosts in every state: check
 * mode lists exactly the changes that a run then makes and touches nothing, and a second run
 * changes nothing.
 */
class PlaybooksTest {

  private static final Path FOLDER = LocalInventoryHosts.HOME.resolve("playbooks");

  private static LocalInventoryHosts localInventoryHosts;

  @TempDir private Path root;

  @BeforeAll
  static void start() {
    localInventoryHosts = new LocalInventoryHosts();
  }

  @AfterAll
  static void stop() {
    localInventoryHosts.close();
  }

  static Stream<String> playbooks() {
    try (var files = Files.list(FOLDER)) {
      return files
          .filter(PlaybooksTest::writesOnlyBelowRoot)
          .map(f -> f.getFileName().toString())
          .filter(name -> name.endsWith(".yml"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The other playbooks need hosts of a lab. */
  private static boolean writesOnlyBelowRoot(Path file) {
    try {
      return Files.isRegularFile(file) && Files.readString(file).contains("{{ root }}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each host gets other damage, so that the hosts differ. */
  static Stream<Arguments> damagedHosts() {
    var damages = List.of(HostDamage.values());
    int hosts = LocalInventoryHosts.HOSTS.size();
    return playbooks()
        .flatMap(p ->
            Stream.iterate(0, i -> i < damages.size(), i -> i + hosts)
                .map(i -> Arguments.of(p, damages.subList(i, i + hosts))));
  }

  @ParameterizedTest
  @MethodSource("playbooks")
  void checkPredictsRunOnEmptyHosts(String playbook) throws InterruptedException {
    var predicted =
        assertCheckPredictsRun(localInventoryHosts.here(FOLDER.resolve(playbook), root));
    assertFalse(predicted.changes().isEmpty(), "the playbook does nothing");
  }

  @ParameterizedTest
  @MethodSource("playbooks")
  void checkPredictsRunOnEmptyHostsOverSsh(String playbook) throws InterruptedException {
    var predicted =
        assertCheckPredictsRun(localInventoryHosts.overSsh(FOLDER.resolve(playbook), root));
    assertFalse(predicted.changes().isEmpty(), "the playbook does nothing");
  }

  @ParameterizedTest
  @MethodSource("damagedHosts")
  void checkPredictsRunOnPartlyConfiguredHosts(String playbook, List<HostDamage> damages)
      throws IOException, InterruptedException {
    var playbookTrial = localInventoryHosts.here(FOLDER.resolve(playbook), root);
    assertEquals(List.of(), playbookTrial.play().failures());
    for (int i = 0; i < damages.size(); i++) {
      damages.get(i).at(root.resolve(LocalInventoryHosts.HOSTS.get(i)));
    }
    var predicted = assertCheckPredictsRun(playbookTrial);
    assertFalse(predicted.changes().isEmpty(), "the damage does no harm");
  }

  private PlaybookTrial.TrialResult assertCheckPredictsRun(PlaybookTrial playbookTrial)
      throws InterruptedException {
    var before = FolderSnapshot.snapshot(root);
    var predicted = playbookTrial.check();
    assertEquals(before, FolderSnapshot.snapshot(root), "check mode has changed something");
    assertEquals(List.of(), predicted.unknown());
    assertEquals(List.of(), predicted.failures());

    var done = playbookTrial.play();
    assertEquals(List.of(), done.failures());
    assertEquals(predicted.changes(), done.changes());

    var after = FolderSnapshot.snapshot(root);
    assertEquals(List.of(), playbookTrial.play().changes(), "the second run changes something");
    assertEquals(after, FolderSnapshot.snapshot(root), "the second run has changed something");
    return predicted;
  }
}
