package runbook.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import runbook.connection.Unreachable;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.FileContent;
import runbook.module.param.LocalFile;
import runbook.module.param.LocalFolder;
import runbook.module.param.RenderedTemplate;
import runbook.schema.ModuleBinder;
import runbook.schema.ModuleSchema;
import runbook.schema.ParameterSource;
import runbook.step.CallResult;
import runbook.step.HostStateCache;
import runbook.step.ModuleCall;
import runbook.step.StepFailed;
import runbook.step.Target;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.value.Condition;
import runbook.value.ConditionEvaluator;
import runbook.value.ConditionResult;
import runbook.value.VariableScope;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Checks the laws of modules on one example. */
public record ExampleCase(ModuleSchema schema, String example, Path folder, Supplier<Target> host) {

  private static final Target.TargetOptions MANNER =
      new Target.TargetOptions(Optional.empty(), Fact.Detail.TEXT, Duration.ofMinutes(1));

  void lookingChangesNothing() {
    var before = FolderSnapshot.snapshot(folder);
    var target = host.get();
    for (var detail : Fact.Detail.values()) {
      var targetOptions = new Target.TargetOptions(Optional.empty(), detail, MANNER.deadline());
      attempt(() -> target.look(ModuleCall.facts(module()), targetOptions));
    }
    assertEquals(before, FolderSnapshot.snapshot(folder), "looking changed something");
  }

  void checkModeChangesNothing() {
    var before = FolderSnapshot.snapshot(folder);
    var countingTarget = new CountingTarget(host.get());
    call(countingTarget, true);
    assertEquals(0, countingTarget.performed(), "check mode performed a change");
    assertEquals(before, FolderSnapshot.snapshot(folder), "check mode changed something");
  }

  void checkModePredictsRun() {
    var target = host.get();
    var predicted = call(target, true);
    var done = call(target, false);
    if (predicted.unsureReason().isEmpty()) {
      assertEquals(predicted.changed(), done.changed(), "whether anything changes");
      assertEquals(states(predicted), states(done), "what changes");
      if (!predicted.notRun()) {
        assertEquals(
            PredictedResult.of(predicted.values(), done.values()), done.values(), "what is seen");
      }
    }
  }

  /** Returns differences of state: check mode reports commands that would run, runs do not. */
  private static List<Difference> states(CallResult callResult) {
    return callResult.differences().stream()
        .filter(d ->
            !(d instanceof Difference.ValueDifference(String what, var _, var _)
                && what.equals("would run")))
        .toList();
  }

  void secondRunChangesNothing() {
    var target = host.get();
    call(target, false);
    var second = call(target, false);
    assertEquals(List.of(), second.differences(), "the second run changed something");
    if (!runsEveryTime()) {
      assertFalse(second.changed(), "the second run changed something");
    }
  }

  /** Reports whether the module runs a command unconditionally. */
  private boolean runsEveryTime() {
    return module().wants().stream()
        .anyMatch(want ->
            want instanceof Want.Reconnect
                || (want instanceof Want.Perform perform && perform.due().isEmpty()));
  }

  /** Reports whether the purpose of the module is to fail. */
  private boolean refuses() {
    return module().wants().stream().anyMatch(Want.Refuse.class::isInstance);
  }

  private CallResult call(Target target, boolean check) {
    var hostStateCache = new HostStateCache(target);
    if (refuses()) {
      assertThrows(
          StepFailed.class,
          () -> new ModuleCall(target, hostStateCache, check, false, MANNER).run(module()));
      return attempt(
          () -> new ModuleCall(target, hostStateCache, check, false, MANNER).run(List::of));
    }
    return attempt(
        () -> new ModuleCall(target, hostStateCache, check, false, MANNER).run(module()));
  }

  /** Binds the example like a task of a playbook. */
  public Module module() {
    var source = new Source("example", example.replace("{{ dir }}", folder.toString()));
    var problems = new Problems();
    var binding =
        YamlReader.read(source, problems)
            .filter(Node.Mapping.class::isInstance)
            .map(task -> bind((Node.Mapping) task, problems));
    assertEquals(List.of(), problems.all(), "the example does not fit the module");
    return binding.flatMap(Knowledge::known).orElseThrow();
  }

  private Knowledge<Module> bind(Node.Mapping task, Problems problems) {
    var entry = task.entries().getFirst();
    assertEquals(schema.name(), entry.key().raw(), "an example begins with the module's name");
    return schema
        .arguments(entry.key(), entry.value(), problems)
        .map(a -> ModuleBinder.bind(schema, a, entry.key().at(), new AnyFile(), problems))
        .orElseGet(Invalid::reported);
  }

  private interface Step<T> {
    T take() throws StepFailed, Unreachable, InterruptedException;
  }

  private static <T> T attempt(Step<T> step) {
    try {
      return step.take();
    } catch (StepFailed e) {
      throw new AssertionError("the example fails: " + e.failure(), e);
    } catch (Unreachable | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Provides a file for every name. */
  private record FullFolder(String name) implements LocalFolder {

    @Override
    public Optional<FileContent> file(String file) {
      return Optional.of(FileContent.of("the file " + file + " of " + name + "\n"));
    }
  }

  /** Provides a file, folder and template for every name; archives contain {@code app/run}. */
  private static final class AnyFile implements ParameterSource {

    private static final String ARCHIVE =
        "H4sIAAAAAAAC/+3RsQmEUBAE0I2twg705D7WYwMi3tm/q5GYK4jvJbNMMsEO09TMyxhXalNfyp7pnOl7uLe+78on"
            + "6jZusPz+w5yT8U75+yoAAAAAAAAAAAB4nBXshja2ACgAAA==";

    @Override
    public Path root() {
      // Examples may write to the controller only in their own folder.
      return Path.of("/nowhere");
    }

    @Override
    public Knowledge<LocalFile> file(Node.Scalar name, Problems problems) {
      var fileContent =
          name.raw().endsWith(".tar.gz")
              ? FileContent.of(Base64.getDecoder().decode(ARCHIVE))
              : FileContent.of("the file " + name.raw() + "\n");
      return new Known<>(new LocalFile(name.raw(), fileContent));
    }

    @Override
    public Knowledge<LocalFolder> folder(Node.Scalar name, Problems problems) {
      return new Known<>(new FullFolder(name.raw()));
    }

    @Override
    public Knowledge<Boolean> evaluateCondition(Condition.Term term, Problems problems) {
      var condition = new Condition(List.of(term));
      return ConditionEvaluator.judge(condition, VariableScope.of(Map.of()), problems)
          .map(ConditionResult::isTrue);
    }

    /** Provides a value for every name. */
    @Override
    public Knowledge<Object> variable(Node.Scalar name, Problems problems) {
      return new Known<>("the value of " + name.raw());
    }

    @Override
    public Knowledge<RenderedTemplate> template(Node.Scalar name, Problems problems) {
      var fileContent = FileContent.of("made of " + name.raw() + "\n");
      return new Known<>(new RenderedTemplate(name.raw(), fileContent));
    }
  }
}
