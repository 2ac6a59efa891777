package runbook.modules.preflight;

import java.time.Duration;
import java.util.List;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.HostPath;

/** Checks whether a host is ready for a play. */
@Doc(
    "Checks whether a host is ready before anything is changed on it: its clock compared with the"
        + " controller's, systemd, its own names and its free disk space; changes nothing.")
@Example("check_host: {disks: [\"{{ dir }}\"], warn_below: 2, fail_below: 1}")
public record CheckHost(
    @Doc("Whether the host must run systemd.") @Default("false") boolean systemd,
    @Doc(
            "More names of the host, besides its host name; a name for a loopback address causes a"
                + " warning, as other hosts cannot reach what listens there.")
        List<String> names,
    @Doc("Paths that need free space; they need not exist yet.") List<HostPath> disks,
    @Doc("How many MiB must be free there to avoid a warning.") @Default("1024") long warnBelow,
    @Doc("How many MiB must be free there, or the task fails.") @Default("160") long failBelow,
    @Doc("How far the clock may be from the controller's without a warning.") @Default("5s")
        Duration warnApart,
    @Doc(
            "How far the clock may be from the controller's before the task fails; certificates"
                + " are valid from ten minutes before they are issued, so more than that would"
                + " make them invalid at first.")
        @Default("10m")
        Duration failApart)
    implements Module {

  public CheckHost {
    if (warnBelow < failBelow) {
      throw new IllegalArgumentException("'warn_below' must not be less than 'fail_below'");
    }
    if (warnApart.compareTo(failApart) > 0) {
      throw new IllegalArgumentException("'warn_apart' must not be more than 'fail_apart'");
    }
  }

  @Override
  public List<Want> wants() {
    return List.of(new Want.Consult("", new HostInspection(this)));
  }
}
