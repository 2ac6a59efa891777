package runbook.modules.systemd;

import java.util.Optional;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Unforeseeable;
import runbook.module.param.FileContent;
import runbook.module.param.HostPath;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Regular;

/** Predicts the state of a unit when its files are made or removed. */
record UnitForesight(UnitName name, ForeseenStates earlier) {

  private static final int LONGEST_UNIT = 1_000_000;

  UnitState of(UnitState seen) throws Unforeseeable {
    // Other units can start this one; units that declare it are taken into account.
    var others = earlier.changed(UnitFact.class);
    var state = isStarted() ? seen.started() : seen;
    for (var place : name.places().reversed()) {
      var file = earlier.of(new FileFact(place));
      if (file.isPresent()) {
        state = defined(state, place, file.get());
      }
    }
    if (state.exists() && additions()) {
      state = rewritten(state);
    }
    boolean reloads = others.stream().anyMatch(unit -> !unit.name().equals(name));
    // A change to another unit may make systemd reload all unit files.
    return reloads && state.reloadNeed() == ReloadNeed.YES
        ? state.reloadNeed(ReloadNeed.MAYBE)
        : state;
  }

  /**
   * Tells whether an earlier step would start the unit other than by its fact.
   *
   * @throws Unforeseeable if one would change it in another way
   */
  boolean isStarted() throws Unforeseeable {
    if (earlier.written(Place.Unit.class).contains(new Place.Unit(name.name()))) {
      throw new Unforeseeable("an earlier step would start or stop " + name);
    }
    return earlier.written(Place.StartedUnit.class).contains(new Place.StartedUnit(name.name()));
  }

  private UnitState defined(UnitState state, HostPath place, FileState file) throws Unforeseeable {
    return switch (file.fileKind()) {
      case Absent _ -> state.file().equals(Optional.of(place)) ? removed(state) : state;
      case Regular(var _, var content, boolean fresh) when fresh -> written(state, place, content);
      default -> state;
    };
  }

  private UnitState removed(UnitState state) throws Unforeseeable {
    if (!state.active().equals("inactive")) {
      throw new Unforeseeable(
          "an earlier step would remove the file of %s, which is %s"
              .formatted(name, state.active()));
    }
    return UnitState.missing(ReloadNeed.MAYBE);
  }

  private static UnitState rewritten(UnitState state) {
    if (state.reloadNeed() == ReloadNeed.YES) {
      return state;
    }
    return state.reloadNeed(
        UnitState.STOPPED.contains(state.active()) ? ReloadNeed.MAYBE : ReloadNeed.YES);
  }

  private static UnitState written(UnitState state, HostPath place, Optional<FileContent> content) {
    boolean installable =
        content.flatMap(c -> c.text(LONGEST_UNIT)).map(UnitForesight::hasInstall).orElse(true);
    if (!state.exists()) {
      var enabling = installable ? "disabled" : "static";
      return new UnitState(true, "inactive", enabling, state.reloadNeed(), Optional.of(place));
    }
    var enabling =
        switch (state.enabling()) {
          case "static" -> installable ? "disabled" : "static";
          case "disabled" -> installable ? "disabled" : "static";
          default -> state.enabling();
        };
    return rewritten(state.enabling(enabling));
  }

  private static boolean hasInstall(String text) {
    return text.lines().anyMatch(line -> line.strip().equals("[Install]"));
  }

  /** Returns whether a drop-in file of the unit would be written or removed. */
  private boolean additions() {
    var folders = name.additions().toList();
    return earlier.changed(FileFact.class).stream()
        .filter(file -> folders.contains(file.path().parent()))
        .filter(file -> file.path().path().endsWith(".conf"))
        .flatMap(file -> earlier.of(file).stream())
        .anyMatch(state ->
            switch (state.fileKind()) {
              case Absent _ -> true;
              case Regular regular -> regular.fresh();
              default -> false;
            });
  }
}
