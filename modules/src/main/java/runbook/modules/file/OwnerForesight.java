package runbook.modules.file;

import java.util.Optional;
import runbook.module.Foreseen;
import runbook.module.Unforeseeable;
import runbook.module.param.HostPath;
import runbook.modules.file.OwnerFact.Kind;

/** What a listing shows of a file's owner when users and groups come and go. */
record OwnerForesight(Foreseen earlier) {

  FileState of(HostPath path, FileState seen) throws Unforeseeable {
    var known = earlier.changed(OwnerFact.class);
    if (known.isEmpty()) {
      return seen;
    }
    if (path.path().matches("/etc/(passwd|group|shadow|gshadow)-?")) {
      throw new Unforeseeable(
          "an earlier step would change %s, and %s with it".formatted(known.getFirst().label(), path));
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
    return seen.with(new Access(access.get().mode(), user, group));
  }

  private static Owner named(Owner owner, OwnerFact known, Optional<String> id, HostPath path)
      throws Unforeseeable {
    boolean nameless = owner.name().equals(owner.id());
    if (id.isEmpty()) {
      return owner.name().equals(known.name()) && !owner.id().isEmpty()
          ? new Owner(owner.id(), owner.id())
          : owner;
    }
    if (nameless && id.get().isEmpty()) {
      throw new Unforeseeable(
          "%s belongs to %s, which may become the number of %s"
              .formatted(path, owner.id(), known.label()));
    }
    return nameless && id.get().equals(owner.id()) ? new Owner(known.name(), owner.id()) : owner;
  }
}
