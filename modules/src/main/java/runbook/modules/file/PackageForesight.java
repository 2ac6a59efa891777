package runbook.modules.file;

import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Place.Packages.Doing;
import runbook.module.Unforeseeable;

/** Predicts the effect of installing and removing packages. */
public final class PackageForesight {

  private PackageForesight() {}

  /** Fails for something missing that packages may bring; anything that exists stays as it is. */
  public static void check(String label, boolean isThere, ForeseenStates earlier)
      throws Unforeseeable {
    for (var packages : earlier.written(Place.Packages.class)) {
      if (!isThere && packages.doing() != Doing.REMOVE) {
        throw unforeseeable(label, packages, "install");
      }
    }
  }

  /** Fails for something that exists if packages may remove it. */
  public static void checkRemoval(String label, boolean isThere, ForeseenStates earlier)
      throws Unforeseeable {
    for (var packages : earlier.written(Place.Packages.class)) {
      if (isThere && packages.doing() != Doing.INSTALL) {
        throw unforeseeable(label, packages, "remove");
      }
    }
  }

  private static Unforeseeable unforeseeable(String label, Place.Packages packages, String verb) {
    return new Unforeseeable(
        "the state of %s depends on %s %s, which an earlier step would %s"
            .formatted(
                label,
                packages.names().size() == 1 ? "package" : "packages",
                String.join(", ", packages.names()),
                verb));
  }
}
