package runbook.modules.systemd;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.param.HostPath;
import runbook.modules.systemd.Systemd.State;

/** The module as a test asks for it, on the unit web. */
final class Asked {

  private State state;
  private Boolean enabled;
  private Boolean masked;
  private boolean noBlock;
  private Duration timeout;
  private List<HostPath> newerThan = List.of();
  private boolean verify;

  Asked state(State wanted) {
    state = wanted;
    return this;
  }

  Asked enabled(Boolean wanted) {
    enabled = wanted;
    return this;
  }

  Asked masked(Boolean wanted) {
    masked = wanted;
    return this;
  }

  Asked noBlock() {
    noBlock = true;
    return this;
  }

  Asked timeout(Duration wanted) {
    timeout = wanted;
    return this;
  }

  Asked newerThan(String... files) {
    newerThan = Stream.of(files).map(HostPath::new).toList();
    return this;
  }

  Asked verify() {
    verify = true;
    return this;
  }

  Systemd module() {
    return new Systemd(
        "web",
        Optional.ofNullable(state),
        Optional.ofNullable(enabled),
        Optional.ofNullable(masked),
        true,
        noBlock,
        Optional.ofNullable(timeout),
        newerThan,
        verify);
  }
}
