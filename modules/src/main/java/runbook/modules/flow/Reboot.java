package runbook.modules.flow;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.module.Change;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Script;
import runbook.module.Want;

/** Restarts the host and goes on when it is there again. */
@Doc("Restarts the host every time, waits until it is there again, and goes on with a new login.")
@Example("reboot: {}")
@Example("reboot: {reboot_timeout: 300, test_command: systemctl is-system-running --wait}")
public record Reboot(
    @Doc("How long the host may take until it is there again.") @Default("600")
        Duration rebootTimeout,
    @Doc("An sh command that changes nothing and succeeds when the host is ready.")
        Optional<String> testCommand,
    @Doc("The sh command that restarts the host; by default the system's own.")
        Optional<String> rebootCommand)
    implements Module {

  @Override
  public List<Want> wants() {
    var script = rebootCommand.map(Script::new).orElse(BootFact.SH.call("reboot_host"));
    return List.of(
        new Want.Reconnect(
            "reboot",
            command(script),
            new BootFact(),
            rebootTimeout,
            testCommand.map(text -> command(new Script(text)))));
  }

  private static Change.RunCommand command(Script script) {
    return new Change.RunCommand(script, Optional.empty(), Map.of(), Optional.empty());
  }
}
