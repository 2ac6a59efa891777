package runbook.connection.ssh;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import runbook.connection.Unreachable;

/** Says why a machine could not be logged in to, and what to do about it. */
final class Trouble {

  private final Attempt attempt;
  private final Countdown time;
  private final boolean tunnelled;

  Trouble(Attempt attempt, Countdown time, boolean tunnelled) {
    this.attempt = attempt;
    this.tunnelled = tunnelled;
    this.time = time;
  }

  Unreachable atConnect(Throwable problem) {
    var cause = rootOf(problem);
    var hop = attempt.hop;
    if (time.over()) {
      return because(
          cause,
          hop + " did not answer within " + time,
          "is the machine up, and does a firewall let SSH through?");
    }
    return switch (cause) {
      case UnknownHostException _, UnresolvedAddressException _ ->
          because(
              cause,
              "no address is known for '" + hop.address() + "'",
              "correct the host's name or give its address in the inventory");
      case NoRouteToHostException _ ->
          because(cause, "no route to " + hop, "look at the network between here and there");
      case ConnectException e when ("" + e.getMessage()).contains("refused") ->
          because(cause, hop + " refused the connection", "does sshd run there, on that port?");
      // The tunnel can be gone again before a session was made of it.
      case IllegalStateException _ when tunnelled -> beyondJump(cause);
      default -> because(cause, "no connection to " + hop + ": " + said(cause), "see the network");
    };
  }

  Unreachable beforeLogin(boolean silent) {
    var hop = attempt.hop;
    if (time.over()) {
      return because(
          null,
          silent
              ? hop + " accepted the connection, but said nothing within " + time
              : hop + " did not agree on keys within " + time,
          silent ? "is it sshd that listens there?" : "is the machine overloaded?");
    }
    if (silent && tunnelled) {
      return beyondJump(null);
    }
    return because(
        null,
        hop + (silent ? " hung up before it said a word" : " hung up while keys were exchanged"),
        "see sshd's log there; MaxStartups limits how many may log in at a time");
  }

  private Unreachable beyondJump(Throwable cause) {
    return because(
        cause,
        attempt.hop + " cannot be reached from the jump host before it",
        "correct the address as that machine knows it, and see whether sshd runs there");
  }

  Unreachable atLogin(Throwable problem) {
    var cause = rootOf(problem);
    if (time.over()) {
      return because(
          cause,
          "the login at " + attempt.hop + " took longer than " + time,
          "is the machine overloaded?");
    }
    var agent = attempt.noAgent().map(why -> "; " + why).orElse("");
    return because(
        cause,
        "%s does not let %s in; there was to try: %s%s"
            .formatted(
                attempt.hop,
                attempt.hop.user(),
                String.join(", ", attempt.identities.story()),
                agent),
        "correct user or key, or put the public key into authorized_keys there");
  }

  private Unreachable because(Throwable cause, String message, String hint) {
    return new Unreachable(attempt.name + ": " + message, hint, cause);
  }

  private static String said(Throwable cause) {
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private static Throwable rootOf(Throwable problem) {
    var root = problem;
    while (root.getCause() != null && !(root instanceof TimeoutException)) {
      root = root.getCause();
    }
    return root;
  }
}
