package runbook.modules.systemd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.Want.Effect;

/** Starts, stops and enables a unit of systemd. */
@Doc("Starts, stops, restarts and enables a unit of systemd.")
@Example("systemd: {name: cron, state: started, enabled: true}")
@Example(
    """
    systemd:
      name: cron.service
      state: restarted
    """)
public record Systemd(
    @Doc("The unit; without an ending such as .timer it is a service.") String name,
    @Doc("What the unit shall do; when left out, it goes on as it is.") Optional<State> state,
    @Doc("Whether the unit starts with the host; a static unit counts as enabled.")
        Optional<Boolean> enabled,
    @Doc("Whether the unit is kept from being started at all.") Optional<Boolean> masked,
    @Doc("Whether systemd reads the unit's files again first, where they have changed on disk.")
        @Default("true")
        boolean daemonReload)
    implements Module {

  /** What a unit shall do. */
  public enum State {
    @Doc("It runs; one that is only about to is started, which waits for it.")
    STARTED,
    @Doc("It does not run; one that has failed is left so.")
    STOPPED,
    @Doc("It is stopped if it runs, and started, every time.")
    RESTARTED,
    @Doc("It is started if it does not run, and told to read its settings, every time.")
    RELOADED
  }

  public Systemd {
    boolean up = enabled.orElse(false) || state.filter(s -> s != State.STOPPED).isPresent();
    if (masked.orElse(false) && up) {
      throw new IllegalArgumentException("a masked unit can be neither started nor enabled");
    }
    name = new UnitName(name).name();
  }

  @Override
  public List<Want> wants() {
    var unit = new UnitName(name);
    var fact = new UnitFact(unit);
    var wants = new ArrayList<Want>();
    wants.add(
        new Want.Require<>(fact, UnitState::exists, "the host has no unit %s".formatted(unit)));
    if (masked.isEmpty() && needsUnmasked()) {
      wants.add(
          new Want.Require<>(
              fact, s -> !s.isMasked(), "%s is masked: add 'masked: false'".formatted(unit)));
    }
    wants.add(new Want.Reach<>(fact, this::wish));
    state.flatMap(Systemd::verb).ifPresent(verb -> wants.add(again(verb, unit)));
    return wants;
  }

  private boolean needsUnmasked() {
    return enabled.orElse(false) || state.filter(s -> s != State.STOPPED).isPresent();
  }

  private UnitState wish(UnitState is) {
    var shall = daemonReload ? is.reread() : is;
    if (masked.isPresent()) {
      shall = masked.get() ? shall.masked() : shall.unmasked();
    }
    if (enabled.isPresent()) {
      shall = enabled.get() ? shall.enabled() : shall.disabled();
    }
    return switch (state.orElse(State.RESTARTED)) {
      case STARTED, RELOADED -> shall.started();
      case STOPPED -> shall.stopped();
      case RESTARTED -> shall;
    };
  }

  private static Optional<String> verb(State state) {
    return switch (state) {
      case RESTARTED -> Optional.of("restart");
      case RELOADED -> Optional.of("reload");
      case STARTED, STOPPED -> Optional.empty();
    };
  }

  private static Want again(String verb, UnitName unit) {
    return new Want.Perform(
        verb + " " + unit, Systemctl.again(verb, unit), Effect.CHANGES, Optional.empty());
  }
}
