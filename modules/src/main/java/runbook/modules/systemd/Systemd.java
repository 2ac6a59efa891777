package runbook.modules.systemd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Place;
import runbook.module.Want;
import runbook.module.Want.Effect;
import runbook.module.param.HostPath;

/** Starts, stops and enables a unit of systemd. */
@Doc("Starts, stops, restarts and enables a unit of systemd.")
@Example("systemd: {name: cron, state: started, enabled: true}")
@Example(
    """
    systemd:
      name: cron.service
      state: restarted
    """)
@Example(
    """
    systemd:
      name: cron
      state: started
      timeout: 30s
      newer_than: [/etc/crontab]
    """)
@Example("systemd: {name: cron, state: started, no_block: true}")
public record Systemd(
    @Doc("The unit; a name without a suffix such as .timer is a service.") String name,
    @Doc("The state the unit should be in; by default it is neither started nor stopped.")
        Optional<WantedUnitState> state,
    @Doc("Whether the unit starts at boot; a static unit counts as enabled.")
        Optional<Boolean> enabled,
    @Doc("Whether the unit is masked, so that nothing can start it.") Optional<Boolean> masked,
    @Doc("Whether systemd first reloads the unit's files if they have changed on disk.")
        @Default("true")
        boolean daemonReload,
    @Doc("Whether to go on at once instead of waiting until the unit has started.")
        @Default("false")
        boolean noBlock,
    @Doc(
            "How long the unit may take to start; a unit that fails or keeps restarting is given"
                + " up earlier; by default systemd decides.")
        Optional<Duration> timeout,
    @Doc("The unit is restarted if one of these files is newer than its process.")
        List<HostPath> newerThan,
    @Doc("Whether systemd-analyze must find no fault in the unit's file before it starts.")
        @Default("false")
        boolean verify)
    implements Module {

  /** The limit for a unit that is already starting; systemd's own default is 90 s. */
  private static final Duration USUAL = Duration.ofSeconds(90);

  /** The states that a unit can be in. */
  public enum WantedUnitState {
    @Doc("It runs; a unit that is starting is waited for.")
    STARTED,
    @Doc("It does not run; a failed unit is left as it is.")
    STOPPED,
    @Doc("It is stopped if it runs, then started, on every run.")
    RESTARTED,
    @Doc("It is started if it does not run, and told to reload its settings, on every run.")
    RELOADED
  }

  public Systemd {
    boolean up =
        enabled.orElse(false) || state.filter(s -> s != WantedUnitState.STOPPED).isPresent();
    if (masked.orElse(false) && up) {
      throw new IllegalArgumentException("a masked unit can be neither started nor enabled");
    }
    boolean starts = is(state, WantedUnitState.STARTED) || is(state, WantedUnitState.RESTARTED);
    if ((noBlock || timeout.isPresent()) && !starts) {
      throw new IllegalArgumentException(
          "'no_block' and 'timeout' need 'state: started' or 'state: restarted'");
    }
    if (noBlock && timeout.isPresent()) {
      throw new IllegalArgumentException(
          "give either 'no_block' or 'timeout': without waiting there is no limit to set");
    }
    if (timeout.filter(Duration::isZero).isPresent()) {
      throw new IllegalArgumentException("'timeout' must be at least one second");
    }
    if (!newerThan.isEmpty() && !is(state, WantedUnitState.STARTED)) {
      throw new IllegalArgumentException("'newer_than' needs 'state: started'");
    }
    name = new UnitName(name).name();
    newerThan = List.copyOf(newerThan);
  }

  private static boolean is(Optional<WantedUnitState> state, WantedUnitState wanted) {
    return state.equals(Optional.of(wanted));
  }

  @Override
  public List<Want> wants() {
    var unit = new UnitName(name);
    var how = new Systemctl(timeout, !noBlock);
    var fact = new UnitFact(unit, how);
    var wants = new ArrayList<Want>();
    wants.add(
        new Want.Require<>(fact, UnitState::exists, "the host has no unit %s".formatted(unit)));
    if (masked.isEmpty() && needsUnmasked()) {
      wants.add(
          new Want.Require<>(
              fact, s -> !s.isMasked(), "%s is masked: add 'masked: false'".formatted(unit)));
    }
    if (verify) {
      wants.add(
          new Want.Await<>(
              new UnitVerifyFact(unit),
              List::isEmpty,
              Duration.ZERO,
              said -> String.join("\n", said)));
    }
    wants.add(new Want.Reach<>(fact, this::wish));
    if (!newerThan.isEmpty()) {
      wants.add(
          new Want.Reach<>(new ProcessAgeFact(unit, newerThan, how), ProcessAge::afterRestart));
    }
    if (is(state, WantedUnitState.STARTED) && !noBlock) {
      var course = new UnitHealthFact(unit);
      var patience = timeout.orElse(USUAL);
      wants.add(new Want.Await<>(course, UnitHealth::isSettled, patience, UnitHealth::complaint));
      wants.add(new Want.Await<>(course, UnitHealth::isUp, Duration.ZERO, UnitHealth::complaint));
    }
    state.flatMap(Systemd::verb).ifPresent(verb -> wants.add(again(verb, unit, how)));
    if (daemonReload) {
      wants.add(
          new Want.Await<>(
              fact,
              s -> s.reloadNeed() != ReloadNeed.MAYBE,
              Duration.ZERO,
              s -> "systemd may have to read the changed file of %s again".formatted(unit)));
    }
    return wants;
  }

  private boolean needsUnmasked() {
    return enabled.orElse(false) || state.filter(s -> s != WantedUnitState.STOPPED).isPresent();
  }

  private UnitState wish(UnitState is) {
    var wanted = reached(is);
    boolean changes = !wanted.equals(is) || state.flatMap(Systemd::verb).isPresent();
    return daemonReload && is.exists() && (changes || is.reloadNeed() == ReloadNeed.YES)
        ? wanted.reread()
        : wanted;
  }

  private UnitState reached(UnitState is) {
    var wanted = is;
    if (masked.isPresent()) {
      wanted = masked.get() ? wanted.masked() : wanted.unmasked();
    }
    if (enabled.isPresent()) {
      wanted = enabled.get() ? wanted.enabled() : wanted.disabled();
    }
    return switch (state.orElse(WantedUnitState.RESTARTED)) {
      // With 'no_block', a unit that is restarting is good enough.
      case STARTED, RELOADED -> noBlock && wanted.isRestarting() ? wanted : wanted.started();
      case STOPPED -> wanted.stopped();
      case RESTARTED -> wanted;
    };
  }

  private static Optional<String> verb(WantedUnitState wantedUnitState) {
    return switch (wantedUnitState) {
      case RESTARTED -> Optional.of("restart");
      case RELOADED -> Optional.of("reload");
      case STARTED, STOPPED -> Optional.empty();
    };
  }

  /** A reloaded unit keeps running, and may listen elsewhere. */
  private static Want again(String verb, UnitName unit, Systemctl how) {
    var process = new Place.UnitProcess(unit.name());
    var writes =
        verb.equals("restart")
            ? List.<Place>of(new Place.StartedUnit(unit.name()), process)
            : List.<Place>of(process);
    return new Want.Perform(
        verb + " " + unit, how.again(verb, unit), Effect.CHANGES, Optional.empty(), writes);
  }
}
