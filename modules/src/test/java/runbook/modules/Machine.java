package runbook.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import runbook.connection.Unreachable;
import runbook.module.Fact;
import runbook.module.Module;
import runbook.step.Account;
import runbook.step.Call;
import runbook.step.Picture;
import runbook.step.StepFailed;
import runbook.step.Target;
import runbook.testkit.Sh;

/** Calls modules on this machine, by way of one shell; what is seen is kept as in a run. */
public final class Machine {

  private static final Target.Manner MANNER =
      new Target.Manner(Optional.empty(), Fact.Detail.TEXT, Duration.ofMinutes(1));

  private final Target target;
  private final Picture picture;
  private final boolean check;

  private Machine(Target target, boolean check) {
    this.target = target;
    this.picture = new Picture(target);
    this.check = check;
  }

  public static Machine run(Sh sh) {
    return new Machine(sh.target(), false);
  }

  public static Machine check(Sh sh) {
    return new Machine(sh.target(), true);
  }

  public static Machine check(Target target) {
    return new Machine(target, true);
  }

  public static Machine run(Target target) {
    return new Machine(target, false);
  }

  public Account call(Module module) throws StepFailed {
    try {
      return new Call(target, picture, check, false, MANNER).of(module);
    } catch (Unreachable | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything below a folder: kind, rights, times and contents. */
  public static List<String> snapshot(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      var entries = new TreeMap<String, String>();
      for (var path : paths.toList()) {
        entries.put(path.toString(), describe(path));
      }
      return entries.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String describe(Path path) throws IOException {
    var attributes =
        Files.readAttributes(
            path, "unix:mode,uid,gid,ino,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
    var content =
        Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(path)
            ? java.util.Arrays.hashCode(Files.readAllBytes(path))
            : 0;
    return new TreeMap<>(attributes) + " " + content;
  }
}
