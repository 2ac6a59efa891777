package runbook.modules.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.Change;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.Want;
import runbook.module.param.HostPath;
import runbook.modules.file.PathFact;

/**
 * The parameters that {@code command} and {@code shell} share.
 *
 * @param label the name that the user sees
 */
record CommandCall(
    String label,
    Script script,
    Optional<HostPath> chdir,
    Optional<HostPath> creates,
    Optional<HostPath> removes,
    Optional<String> unless,
    Map<String, String> environment,
    Optional<String> stdin,
    Optional<List<HostPath>> writes) {

  /** Rejects invalid parameters and combinations. */
  static void check(
      Optional<HostPath> creates,
      Optional<HostPath> removes,
      Optional<String> unless,
      Map<String, String> environment) {
    if (Stream.of(creates, removes, unless).filter(Optional::isPresent).count() > 1) {
      throw new IllegalArgumentException("give only one of 'creates', 'removes' and 'unless'");
    }
    for (var name : environment.keySet()) {
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw new IllegalArgumentException(
            "'%s' is not a valid name for an environment variable".formatted(name));
      }
    }
  }

  List<Want> wants() {
    var wants = new ArrayList<Want>();
    chdir.ifPresent(folder ->
        wants.add(
            new Want.Require<>(
                PathFact.directory(folder),
                isDirectory -> isDirectory,
                "there is no directory %s to run it in".formatted(folder))));
    var runCommand = new Change.RunCommand(script, chdir, environment, stdin);
    wants.add(
        new Want.Perform(
            label, runCommand, Want.Effect.UNKNOWN, runCondition().map(g -> g), places()));
    return wants;
  }

  private List<Place> places() {
    return writes
        .map(paths -> paths.stream().<Place>map(Place.Path::new).toList())
        .orElse(List.of(new Place.Everything()));
  }

  private Optional<RunCondition> runCondition() {
    return creates
        .<RunCondition>map(RunCondition.Creates::new)
        .or(() -> removes.map(RunCondition.Removes::new))
        .or(() -> unless.map(text -> new RunCondition.Unless(text, look(text), places())));
  }

  /** Runs a check in the same directory and environment as the command. */
  private Script look(String text) {
    var lines = new ArrayList<Script>();
    environment.forEach((name, value) -> lines.add(Script.of("export " + name + "={}", value)));
    chdir.ifPresent(folder -> lines.add(Script.of("cd {} || exit", folder)));
    lines.add(new Script(text));
    return Script.lines(lines.toArray(Script[]::new));
  }
}
