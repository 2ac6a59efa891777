package runbook.connection;

/**
 * The right to change hosts, which one run at a time has: as long as its shells live there.
 *
 * @param run tells runs apart; hosts that are the same machine share the lease of one run
 * @param owner who runs it, as another user is told
 */
public record Lease(String run, String owner) {

  public static Lease of(String owner) {
    return new Lease(RandomToken.fresh(), owner);
  }
}
