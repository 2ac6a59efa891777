package runbook.modules.file;

import java.util.ArrayList;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Unforeseeable;
import runbook.module.param.HostPath;

/** Checks that writes with an unknown effect leave an existing path as it is. */
final class WritesBelowCheck {

  private WritesBelowCheck() {}

  /**
   * Fails unless earlier steps write only below the path, which does not change the path itself.
   */
  static void check(HostPath path, ForeseenStates earlier) throws Unforeseeable {
    var written = new ArrayList<HostPath>();
    earlier.written(Place.Path.class).forEach(place -> written.add(place.path()));
    earlier.written(Place.Itself.class).forEach(place -> written.add(place.path()));
    earlier.written(Place.Link.class).forEach(place -> written.add(place.path()));
    for (var other : written) {
      if (!other.isBelow(path)) {
        throw new Unforeseeable(
            "the state of %s depends on what an earlier step would write at %s"
                .formatted(path, other));
      }
    }
  }
}
