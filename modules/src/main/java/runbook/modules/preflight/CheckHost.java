package runbook.modules.preflight;

import java.time.Duration;
import java.util.List;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.HostPath;

/** Sees whether a host is fit for what is to come. */
@Doc(
    "Sees whether a host is fit for what is to come, before anything is done to it, and changes"
        + " nothing: its clock beside the controller's, systemd, its own names, the room on its"
        + " disks.")
@Example("check_host: {disks: [\"{{ dir }}\"], warn_below: 2, fail_below: 1}")
public record CheckHost(
    @Doc("Whether the host must be run by systemd.") @Default("false") boolean systemd,
    @Doc(
            "Names of the host, beside its host name; one that leads to its loopback is warned of,"
                + " as others do not reach what listens there by it.")
        List<String> names,
    @Doc("Paths that need room, there already or not.") List<HostPath> disks,
    @Doc("How many MiB must be free there, or it is warned of.") @Default("1024") long warnBelow,
    @Doc("How many MiB must be free there, or it fails.") @Default("160") long failBelow,
    @Doc("How far the clock may be from the controller's, or it is warned of.") @Default("5s")
        Duration warnApart,
    @Doc(
            "How far the clock may be from the controller's, or it fails: certificates are issued"
                + " as of ten minutes ago, so with more than that they would not be valid yet.")
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
