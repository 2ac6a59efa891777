package runbook.modules.systemd;

import java.util.List;
import java.util.stream.Collectors;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Foreseen;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.Unreadable;
import runbook.module.param.HostPath;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState.Regular;

/**
 * What systemd-analyze has to say against a unit's file. A unit that runs with the files that are
 * there is not asked about again.
 */
record VerifyFact(UnitName unit) implements Fact<List<String>> {

  @Override
  public String label() {
    return "the file of " + unit;
  }

  /** Of other units, which it looks at as well, nothing is said. */
  @Override
  public Script query(Detail detail) {
    var places =
        unit.places().stream()
            .map(HostPath::path)
            .map(Script::quote)
            .collect(Collectors.joining(" "));
    return Script.lines(
        Script.of("u={}", unit),
        new Script(
            """
            command -v systemd-analyze >/dev/null 2>&1 || {
              echo "there is no systemd-analyze on this host" >&2
              exit 1
            }
            case $(systemctl show -p ActiveState -p NeedDaemonReload -- "$u") in
            *=active*=no | *=no*=active) exit 0 ;;
            esac\
            """),
        new Script("for f in " + places + "; do"),
        new Script(
            """
              [ -f "$f" ] || continue
              b=${f##*/}
              systemd-analyze verify "$f" 2>&1 | while IFS= read -r l; do
                case $l in *"$f":* | "$b":* | *" $b "* | *" $u "*) printf '%s\\n' "$l" ;; esac
              done
              exit 0
            done\
            """));
  }

  @Override
  public List<String> read(Answer answer) throws Unreadable {
    if (answer.exit() != 0) {
      throw new Unreadable(answer.text().strip());
    }
    return answer.lines();
  }

  @Override
  public List<Change> changes(List<String> from, List<String> to) {
    return List.of();
  }

  @Override
  public List<Place> places() {
    return new UnitFact(unit).places();
  }

  /** Of a file that an earlier step would write there is nothing known to its disadvantage. */
  @Override
  public List<String> foresee(List<String> seen, Foreseen earlier) {
    earlier.changed(List.of(FileFact.class, UnitFact.class));
    earlier.written(Place.Packages.class);
    earlier.written(Place.Unit.class);
    boolean isWritten =
        unit.places().stream()
            .flatMap(place -> earlier.of(new FileFact(place)).stream())
            .anyMatch(state -> state.thing() instanceof Regular regular && regular.fresh());
    return isWritten ? List.of() : seen;
  }
}
