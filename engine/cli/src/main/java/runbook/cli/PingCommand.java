package runbook.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import runbook.connection.LeaseTaken;
import runbook.connection.Unreachable;
import runbook.plan.PlannedHost;
import runbook.plan.Planner;
import runbook.step.Target;
import runbook.text.Problems;
import runbook.text.TerminalSafeText;

/** Logs in to hosts and describes them. */
@Command(
    name = "ping",
    description = "Logs in to hosts and describes them.",
    mixinStandardHelpOptions = true)
final class PingCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private InventoryOption inventory;

  @Parameters(
      arity = "0..1",
      paramLabel = "PATTERN",
      defaultValue = "all",
      description = "which hosts (${DEFAULT-VALUE})")
  private String pattern;

  @Option(
      names = {"-f", "--forks"},
      defaultValue = "50",
      description = "how many hosts to try at a time (${DEFAULT-VALUE})")
  private int forks;

  @Override
  public Integer call() throws Exception {
    if (forks < 1) {
      throw new ParameterException(spec.commandLine(), "--forks must be at least 1");
    }
    var problems = new Problems();
    var hosts = inventory.read(problems);
    InvalidInput.unlessNone(problems);
    var planned = Planner.hosts(hosts, pattern, Main.secrets(spec), problems);
    InvalidInput.unlessNone(problems);
    var lost = new ConcurrentSkipListMap<String, Unreachable>();
    var greetings = new ConcurrentSkipListMap<String, String>();
    try (var connectionSetup =
        new ConnectionSetup(spec.commandLine().getErr()::println, Optional.empty())) {
      var limit = new Semaphore(forks);
      var threads =
          planned.stream()
              .map(h ->
                  Thread.ofVirtual().start(() -> ping(h, connectionSetup, limit, greetings, lost)))
              .toList();
      for (var thread : threads) {
        thread.join();
      }
    }
    var out = spec.commandLine().getOut();
    for (var host : planned) {
      out.println(
          TerminalSafeText.of(
              Optional.ofNullable(greetings.get(host.name()))
                  .map(greeting -> "ok    " + host.name() + "  " + greeting)
                  .orElseGet(
                      () -> "LOST  " + host.name() + "  " + message(lost.get(host.name())))));
    }
    return lost.isEmpty() ? ExitCode.DONE : ExitCode.UNREACHABLE;
  }

  private static void ping(
      PlannedHost host,
      ConnectionSetup connectionSetup,
      Semaphore limit,
      ConcurrentSkipListMap<String, String> greetings,
      ConcurrentSkipListMap<String, Unreachable> lost) {
    limit.acquireUninterruptibly();
    try (Target target = connectionSetup.opener().open(host.endpoint())) {
      var facts = target.loginFacts();
      greetings.put(
          host.name(),
          "%s on %s %s, %s"
              .formatted(
                  facts.get("user"), facts.get("os"), facts.get("os_version"), facts.get("arch")));
    } catch (Unreachable e) {
      lost.put(host.name(), e);
    } catch (LeaseTaken | InterruptedException e) {
      lost.put(host.name(), new Unreachable(e.getMessage(), "", e));
    } finally {
      limit.release();
    }
  }

  private static String message(Unreachable lost) {
    return lost.hint().isEmpty()
        ? lost.getMessage()
        : lost.getMessage() + "\n      hint: " + lost.hint();
  }
}
