package runbook.modules.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.module.Catalogue;
import runbook.module.Fact;
import runbook.module.ScriptOutput;
import runbook.module.Unreadable;
import runbook.modules.StandardHosts;
import runbook.schema.ModuleRegistry;
import runbook.schema.ModuleSchema;
import runbook.script.QueryBatch;
import runbook.step.ModuleCall;
import runbook.step.Target;
import runbook.testkit.ExampleCase;
import runbook.testkit.LocalShell;

/** A fact reads whatever a host sends, or says that it cannot. */
@Timeout(300)
class MutatedFactsTest {

  /** The number of mutations of each output, for each fact. */
  private static final int TIMES = 100;

  private static final int MOST_OF_A_KIND = 2;

  private static final Target.TargetOptions OPTIONS =
      new Target.TargetOptions(Optional.empty(), Fact.Detail.TEXT, Duration.ofMinutes(1));

  @TempDir Path folder;
  private final Random random = new Random(11);
  private final Map<String, Integer> kinds = new TreeMap<>();
  private final Set<String> broken = new TreeSet<>();

  @Test
  void factsReadMutatedOutputOrRefuseIt() throws Exception {
    for (var schema : schemas()) {
      for (var example : schema.examples()) {
        var inFolder = folder.resolve(schema.name());
        Files.createDirectories(inFolder);
        StandardHosts.prepareFolder(schema.name(), inFolder);
        for (var fact : facts(schema, example, inFolder)) {
          if (kinds.merge(fact.getClass().getSimpleName(), 1, Integer::sum) <= MOST_OF_A_KIND) {
            mutate(fact, outputs(fact, StandardHosts.of(schema.name())));
          }
        }
      }
    }
    assertTrue(broken.isEmpty(), () -> String.join("\n", broken));
    assertTrue(kinds.size() >= 15, () -> "too few kinds of facts: " + kinds);
  }

  private static Collection<ModuleSchema> schemas() {
    return ModuleRegistry.of(
            ServiceLoader.load(Catalogue.class).stream()
                .flatMap(found -> found.get().modules().stream())
                .toList())
        .all();
  }

  private List<Fact<?>> facts(ModuleSchema schema, String example, Path inFolder) {
    var host = StandardHosts.of(schema.name());
    return ModuleCall.facts(new ExampleCase(schema, example, inFolder, () -> host).module())
        .stream()
        .distinct()
        .toList();
  }

  /** Returns what the query prints here, and what it prints for the state on a host of tests. */
  private static List<ScriptOutput> outputs(Fact<?> fact, Target host) throws Exception {
    var outputs = new ArrayList<ScriptOutput>();
    var batch = QueryBatch.of(List.of(fact.query(Fact.Detail.TEXT)));
    var printed = LocalShell.installed().getFirst().run(batch.script()).out();
    outputs.add(batch.parse(printed).getFirst());
    try {
      expected(fact, host.look(List.of(fact), OPTIONS).getFirst()).ifPresent(outputs::add);
    } catch (runbook.step.StepFailed e) {
      fail(e);
    }
    outputs.add(ScriptOutput.of(""));
    outputs.addAll(FactOutputs.of(fact));
    return outputs;
  }

  @SuppressWarnings("unchecked") // the state is that of the fact
  private static <S> Optional<ScriptOutput> expected(Fact<S> fact, Knowledge<?> sight) {
    return sight instanceof Known<?>(Object state)
        ? fact.expectedOutput((S) state, Fact.Detail.TEXT)
        : Optional.empty();
  }

  private void mutate(Fact<?> fact, List<ScriptOutput> outputs) {
    for (var output : new LinkedHashSet<>(outputs)) {
      read(fact, output);
      read(fact, new ScriptOutput(0, output.bytes()));
      for (int i = 0; i < TIMES; i++) {
        int exit = random.nextInt(4) == 0 ? random.nextInt(256) : output.exit();
        read(fact, new ScriptOutput(exit, ReplyMutation.some(output.bytes(), random)));
      }
    }
  }

  private void read(Fact<?> fact, ScriptOutput output) {
    try {
      use(fact, fact.read(output));
    } catch (Unreadable e) {
      assertTrue(e.getMessage() != null);
    } catch (RuntimeException | StackOverflowError e) {
      broken.add(
          fact.getClass().getSimpleName()
              + ": "
              + e
              + Stream.of(e.getStackTrace())
                  .filter(frame -> frame.getClassName().startsWith("runbook.modules"))
                  .findFirst()
                  .map(frame -> " at " + frame)
                  .orElse(""));
    }
  }

  @SuppressWarnings("unchecked") // the state is that of the fact
  private static <S> void use(Fact<S> fact, Object state) {
    var _ = state.toString().length() + fact.values((S) state).toString().length();
    var _ = fact.differences((S) state, (S) state);
    var _ = fact.expectedOutput((S) state, Fact.Detail.TEXT);
  }
}
