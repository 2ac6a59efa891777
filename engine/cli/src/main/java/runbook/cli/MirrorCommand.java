package runbook.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import runbook.lab.Mirror;
import runbook.mirror.EtcdReleases;
import runbook.mirror.Upstream;

/** What the hosts of a lab can download. */
@Command(
    name = "mirror",
    description = {
      "Serves files to the hosts of a lab, at " + Mirror.URL + " in its network.",
      "It goes when the lab is taken down."
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class MirrorCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Command(
      description = "Puts copies of files there, and of all that is in folders.",
      mixinStandardHelpOptions = true)
  int add(
      @Mixin LabName name,
      @Parameters(arity = "1..*", paramLabel = "FILE|FOLDER", description = "what to serve")
          List<Path> places)
      throws Exception {
    return served(new Mirror(name.folder()).add(places));
  }

  @Command(
      description = {
        "Puts the releases of etcd there, as v3.5.16/etcd-v3.5.16-linux-amd64.tar.gz with its"
            + " SHA256SUMS and so on.",
        "On Debian they come out of Debian's packages, which are then in packages/ too; elsewhere,"
            + " and with --from or --release, from upstream or a copy of it. They are kept in"
            + " ~/.cache/runbook for the next time."
      },
      mixinStandardHelpOptions = true)
  int etcd(
      @Mixin LabName name,
      @Option(
              names = "--from",
              paramLabel = "URL",
              description =
                  "of a release, with {version} and {arch}; upstream's is ${DEFAULT-VALUE}",
              defaultValue = Upstream.USUAL)
          String template,
      @Option(
              names = "--release",
              paramLabel = "VERSION",
              description = "which one, such as 3.5.16; may be given more than once")
          List<String> versions,
      @Option(names = "--refresh", description = "forget what was kept, and look for newer ones")
          boolean refresh)
      throws Exception {
    var mirror = new Mirror(name.folder());
    mirror.check();
    var releases = new EtcdReleases(spec.commandLine().getOut()::println);
    if (refresh) {
      releases.forget();
    }
    boolean chosen = versions != null || !template.equals(Upstream.USUAL);
    var folder =
        chosen
            ? releases.of(
                new Upstream(template, Optional.ofNullable(versions).orElse(Upstream.SOME)))
            : releases.usual();
    return served(mirror.share(folder));
  }

  private int served(List<String> paths) {
    paths.forEach(path -> spec.commandLine().getOut().println(Mirror.URL + path));
    return ExitCode.DONE;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do with the mirror");
  }
}
