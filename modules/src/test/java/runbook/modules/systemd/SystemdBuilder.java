package runbook.modules.systemd;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.param.HostPath;
import runbook.modules.systemd.Systemd.WantedUnitState;

/** Builds the module for the unit web. */
final class SystemdBuilder {

  private WantedUnitState wantedUnitState;
  private Boolean enabled;
  private Boolean masked;
  private boolean noBlock;
  private Duration timeout;
  private List<HostPath> newerThan = List.of();
  private boolean verify;

  SystemdBuilder state(WantedUnitState wanted) {
    wantedUnitState = wanted;
    return this;
  }

  SystemdBuilder enabled(Boolean wanted) {
    enabled = wanted;
    return this;
  }

  SystemdBuilder masked(Boolean wanted) {
    masked = wanted;
    return this;
  }

  SystemdBuilder noBlock() {
    noBlock = true;
    return this;
  }

  SystemdBuilder timeout(Duration wanted) {
    timeout = wanted;
    return this;
  }

  SystemdBuilder newerThan(String... files) {
    newerThan = Stream.of(files).map(HostPath::new).toList();
    return this;
  }

  SystemdBuilder verify() {
    verify = true;
    return this;
  }

  Systemd module() {
    return new Systemd(
        "web",
        Optional.ofNullable(wantedUnitState),
        Optional.ofNullable(enabled),
        Optional.ofNullable(masked),
        true,
        noBlock,
        Optional.ofNullable(timeout),
        newerThan,
        verify);
  }
}
