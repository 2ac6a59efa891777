package runbook.modules.user;

import java.util.List;
import java.util.Optional;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;

/** Makes and removes a group. */
@Doc("Makes and removes a group of the host.")
@Example("group: {name: web, system: true}")
@Example("group: {name: web, gid: 4711}")
@Example("group: {name: old, state: absent}")
public record Group(
    @Doc("The name of the group.") String name,
    @Doc("The group's number; by default the host chooses one for a new group.") Optional<Long> gid,
    @Doc("Whether a new group gets a number from the range for services.") @Default("false")
        boolean system,
    @Doc("Whether the group should exist.") @Default("present") WantedGroupState state)
    implements Module {

  /** The states that a group can be in. */
  public enum WantedGroupState {
    PRESENT,
    ABSENT
  }

  public Group {
    AccountNameCheck.check("group", name);
    if (gid.isPresent() && state == WantedGroupState.ABSENT) {
      throw new IllegalArgumentException("'gid' needs 'state: present'");
    }
  }

  @Override
  public List<Want> wants() {
    var fact = new GroupEntryFact(name, system);
    return List.of(
        new Want.Require<>(
            fact,
            entry -> entry.asRoot() || wish(entry).equals(entry),
            "only root may make, change or remove a group: try 'become: true'"),
        new Want.Require<>(
            fact,
            entry -> state == WantedGroupState.PRESENT || entry.primaryOf().isEmpty(),
            entry ->
                "group %s is the primary group of %s\n"
                        .formatted(name, String.join(", ", entry.primaryOf()))
                    + "remove these users first, or give them another group"),
        new Want.Reach<>(fact, this::wish));
  }

  private GroupEntry wish(GroupEntry entry) {
    return entry.with(
        state == WantedGroupState.ABSENT
            ? Optional.empty()
            : gid.map(String::valueOf).or(entry::gid).or(() -> Optional.of("")));
  }
}
