package runbook.modules.file;

import java.util.Optional;
import runbook.module.ForeseenStates;
import runbook.module.Unforeseeable;
import runbook.module.param.HostPath;
import runbook.modules.file.OwnerFact.Kind;

/** Predicts the displayed owner of a file when users and groups are made or removed. */
record OwnerForesight(ForeseenStates earlier) {

  FileState of(HostPath path, FileState seen) throws Unforeseeable {
    var known = earlier.changed(OwnerFact.class);
    if (known.isEmpty()) {
      return seen;
    }
    if (path.path().matches("/etc/(passwd|group|shadow|gshadow)-?")) {
      throw new Unforeseeable(
          "an earlier step would change %s, and %s with it"
              .formatted(known.getFirst().label(), path));
    }
    var access = seen.access();
    if (access.isEmpty()) {
      return seen;
    }
    var user = access.get().user();
    var group = access.get().group();
    for (var owner : known) {
      var id = earlier.of(owner).orElseThrow();
      user = owner.kind() == Kind.USER ? named(user, owner, id, path) : user;
      group = owner.kind() == Kind.GROUP ? named(group, owner, id, path) : group;
    }
    return seen.with(new FileAccess(access.get().fileMode(), user, group));
  }

  private static FileOwner named(
      FileOwner fileOwner, OwnerFact known, Optional<String> id, HostPath path)
      throws Unforeseeable {
    boolean nameless = fileOwner.name().equals(fileOwner.id());
    if (id.isEmpty()) {
      return fileOwner.name().equals(known.name()) && !fileOwner.id().isEmpty()
          ? new FileOwner(fileOwner.id(), fileOwner.id())
          : fileOwner;
    }
    if (nameless && id.get().isEmpty()) {
      throw new Unforeseeable(
          "%s belongs to %s, which may become the number of %s"
              .formatted(path, fileOwner.id(), known.label()));
    }
    return nameless && id.get().equals(fileOwner.id())
        ? new FileOwner(known.name(), fileOwner.id())
        : fileOwner;
  }
}
