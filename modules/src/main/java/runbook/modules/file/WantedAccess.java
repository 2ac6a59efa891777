package runbook.modules.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.module.Want;
import runbook.module.param.FileMode;

/** The mode, owner and group that a task wants for a file. */
public record WantedAccess(
    Optional<FileMode> mode, Optional<String> owner, Optional<String> group) {

  private static final FileMode USUAL = new FileMode(0644);
  private static final FileMode SECRET = new FileMode(0600);

  /** Rejects text that cannot be a name. */
  public static void check(Optional<String> owner, Optional<String> group) {
    owner.ifPresent(name -> check("owner", name));
    group.ifPresent(name -> check("group", name));
  }

  private static void check(String parameter, String name) {
    if (!name.matches("[^-:\\s\\p{Cntrl}][^:\\p{Cntrl}]*")) {
      throw new IllegalArgumentException(
          "'%s' must be a name or a number, not '%s'".formatted(parameter, name));
    }
  }

  /** Returns the mode of a new file. */
  static FileMode usualMode(boolean isSecret) {
    return isSecret ? SECRET : USUAL;
  }

  /** Returns the access of an existing file for a secret: no stranger may read it. */
  FileAccess applyToSecret(FileAccess fileAccess) {
    var applied = applyTo(fileAccess);
    boolean isOpen = mode.isEmpty() && (applied.fileMode().bits() & 07) != 0;
    return isOpen ? new FileAccess(SECRET, applied.user(), applied.group()) : applied;
  }

  boolean any() {
    return mode.isPresent() || owner.isPresent() || group.isPresent();
  }

  public FileAccess applyTo(FileAccess fileAccess) {
    return new FileAccess(
        mode.orElse(fileAccess.fileMode()),
        owner(owner, fileAccess.user()),
        owner(group, fileAccess.group()));
  }

  /** Returns the access of a new file, which does not depend on the host's umask. */
  public FileAccess forNewFile(FileSurroundings fileSurroundings, FileMode usual) {
    return applyTo(new FileAccess(usual, fileSurroundings.user(), fileSurroundings.group()));
  }

  private static FileOwner owner(Optional<String> asked, FileOwner current) {
    return asked.filter(name -> !current.is(name)).map(FileOwner::named).orElse(current);
  }

  /** Requires that the host knows the owner. */
  public List<Want> wants() {
    var wants = new ArrayList<Want>();
    owner
        .filter(name -> !FileOwner.isId(name))
        .ifPresent(name -> wants.add(known(OwnerFact.user(name), "user", name)));
    group
        .filter(name -> !FileOwner.isId(name))
        .ifPresent(name -> wants.add(known(OwnerFact.group(name), "group", name)));
    return wants;
  }

  private static Want known(OwnerFact fact, String kind, String name) {
    return new Want.Require<>(
        fact, Optional::isPresent, "the host has no %s '%s'".formatted(kind, name));
  }
}
