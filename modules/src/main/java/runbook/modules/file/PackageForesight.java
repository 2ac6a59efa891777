package runbook.modules.file;

import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Place.Packages.Doing;
import runbook.module.Unforeseeable;

/** What becomes of a thing when packages come and go. */
public final class PackageForesight {

  private PackageForesight() {}

  /** Fails for what is not there when packages may bring it; what is there is left as it is. */
  public static void check(String label, boolean isThere, ForeseenStates earlier)
      throws Unforeseeable {
    for (var packages : earlier.written(Place.Packages.class)) {
      if (!isThere && packages.doing() != Doing.REMOVE) {
        throw unforeseeable(label, packages, "install");
      }
    }
  }

  /** Fails for what is there when packages may take it away. */
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
        "what becomes of %s depends on %s %s, which an earlier step would %s"
            .formatted(
                label,
                packages.names().size() == 1 ? "package" : "packages",
                String.join(", ", packages.names()),
                verb));
  }
}
