package runbook.modules.systemd;

import java.util.List;
import java.util.Map;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Foreseen;
import runbook.module.Script;
import runbook.module.Unreadable;
import runbook.modules.packages.PackagesFact;

/** How a unit is doing that was started; it only tells. */
record CourseFact(UnitName unit) implements Fact<Course> {

  @Override
  public String label() {
    return "unit " + unit;
  }

  @Override
  public Script query(Detail detail) {
    return UnitStory.told(UnitStory.SH.call("unit_course", unit));
  }

  @Override
  public Course read(Answer answer) throws Unreadable {
    var lines = answer.lines();
    var first = lines.isEmpty() ? new String[0] : lines.getFirst().split(":", -1);
    if (answer.exit() != 0 || first.length != 3) {
      throw new Unreadable(answer.text().strip());
    }
    boolean again = first[1].startsWith(UnitState.AGAIN);
    return new Course(
        again ? UnitState.AGAIN : first[0],
        first[2].matches("\\d+") ? Integer.parseInt(first[2]) : 0,
        lines.subList(1, lines.size()));
  }

  @Override
  public List<Change> changes(Course from, Course to) {
    return List.of();
  }

  @Override
  public Map<String, Object> values(Course state) {
    return Map.of("active", state.active(), "restarts", (long) state.restarts());
  }

  @Override
  public Course foresee(Course seen, Foreseen earlier) {
    return earlier
        .of(new UnitFact(unit))
        .map(state -> new Course(state.active(), 0, seen.story()))
        .orElse(seen);
  }

  @Override
  public boolean touchedBy(Fact<?> other) {
    return other instanceof UnitFact
        || other instanceof PackagesFact
        || (other instanceof ProcessFact process && process.unit().equals(unit));
  }
}
