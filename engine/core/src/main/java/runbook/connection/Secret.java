package runbook.connection;

/** A password or passphrase; never printed. */
public record Secret(String value) {

  @Override
  public String toString() {
    return "********";
  }
}
