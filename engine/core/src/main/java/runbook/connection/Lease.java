package runbook.connection;

/**
 * The right to change hosts. One run at a time holds it, as long as its shells on the hosts live.
 *
 * @param run identifies the run; hosts that are the same machine share the lease of one run
 * @param owner the person or machine running it, as shown to other users
 */
public record Lease(String run, String owner) {

  public static Lease of(String owner) {
    return new Lease(RandomToken.fresh(), owner);
  }
}
