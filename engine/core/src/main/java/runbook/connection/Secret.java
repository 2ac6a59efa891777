package runbook.connection;

/** A password or passphrase; it does not print. */
public record Secret(String value) {

  @Override
  public String toString() {
    return "********";
  }
}
