package runbook.connection;

import java.util.Optional;

/** Another user to act as. */
public record BecomeUser(Method method, String user, Optional<Secret> password) {

  /** The program that changes the user. */
  public enum Method {
    SUDO,
    SU
  }
}
