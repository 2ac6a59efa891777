package runbook.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import runbook.lab.LabMirror;
import runbook.lab.MirrorSource;

/** Puts the releases of one program into the mirror of a lab. */
@Command(mixinStandardHelpOptions = true)
final class MirrorSourceCommand implements Callable<Integer> {

  private final MirrorSource source;

  @Spec private CommandSpec spec;

  @Mixin private LabNameOption name;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description = "the URL of a release, with {version} and {arch} (${DEFAULT-VALUE})")
  private String place;

  @Option(
      names = "--release",
      paramLabel = "VERSION",
      description = "the version, such as 3.5.16; may be given more than once")
  private List<String> versions = new ArrayList<>();

  @Option(names = "--refresh", description = "clear the cache and look for newer releases")
  private boolean refresh;

  private MirrorSourceCommand(MirrorSource source) {
    this.source = source;
  }

  /** Returns the command for a source, with its description. */
  static CommandLine of(MirrorSource source) {
    var line = new CommandLine(new MirrorSourceCommand(source));
    var spec = line.getCommandSpec();
    spec.usageMessage().description(source.about().split("\n", -1));
    var from = spec.findOption("--from");
    spec.remove(from);
    spec.addOption(OptionSpec.builder(from).defaultValue(source.upstream()).build());
    return line;
  }

  @Override
  public Integer call() throws Exception {
    var out = spec.commandLine().getOut();
    var labMirror = new LabMirror(name.folder());
    labMirror.check();
    if (refresh) {
      source.forget();
    }
    boolean chosen = !versions.isEmpty() || !place.equals(source.upstream());
    Path folder =
        chosen
            ? source.from(place, List.copyOf(versions), out::println)
            : source.usual(out::println);
    labMirror.share(folder).forEach(path -> out.println(LabMirror.URL + path));
    return ExitCode.DONE;
  }
}
