package runbook.connection.ssh;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import runbook.connection.Unreachable;
import runbook.connection.WaitLimit;

/** Explains why a login failed, and what to do about it. */
final class LoginErrorExplainer {

  private final LoginAttempt loginAttempt;
  private final WaitLimit time;
  private final boolean tunnelled;

  LoginErrorExplainer(LoginAttempt loginAttempt, WaitLimit time, boolean tunnelled) {
    this.loginAttempt = loginAttempt;
    this.tunnelled = tunnelled;
    this.time = time;
  }

  boolean isTunnelled() {
    return tunnelled;
  }

  Unreachable atConnect(Throwable problem) {
    var cause = rootOf(problem);
    var sshHop = loginAttempt.sshHop;
    if (time.over()) {
      return because(
          cause,
          sshHop + " did not answer within " + time,
          "is the machine up, and does a firewall let SSH through?");
    }
    return switch (cause) {
      case UnknownHostException _, UnresolvedAddressException _ ->
          because(
              cause,
              "no address is known for '" + sshHop.address() + "'",
              "correct the host's name or give its address in the inventory");
      case NoRouteToHostException _ ->
          because(cause, "no route to " + sshHop, "check the network between here and there");
      case ConnectException e when ("" + e.getMessage()).contains("refused") ->
          because(cause, sshHop + " refused the connection", "does sshd run there, on that port?");
      case IOException e when ("" + e.getMessage()).contains("Too many open files") ->
          because(
              cause,
              "no connection to " + sshHop + ": this machine allows no more open files",
              "raise the limit here with `ulimit -n`, or lower --forks");
      // The tunnel may close before a session uses it.
      case IllegalStateException _ when tunnelled -> beyondJump();
      // MINA's words for a connection that closes as soon as it is open.
      case IllegalStateException _ -> dropped(true);
      default ->
          because(cause, "no connection to " + sshHop + ": " + said(cause), "check the network");
    };
  }

  Unreachable beforeLogin(boolean silent) {
    var sshHop = loginAttempt.sshHop;
    if (time.over()) {
      return because(
          null,
          silent
              ? sshHop + " accepted the connection, but sent nothing within " + time
              : sshHop + " did not agree on keys within " + time,
          silent ? "is it sshd that listens there?" : "is the machine overloaded?");
    }
    if (silent && tunnelled) {
      return beyondJump();
    }
    return dropped(silent);
  }

  private Unreachable dropped(boolean silent) {
    return new DroppedConnection(
        "%s: %s hung up %s"
            .formatted(
                loginAttempt.name,
                loginAttempt.sshHop,
                silent ? "before it sent anything" : "during the key exchange"),
        "check sshd's log there; MaxStartups limits how many may log in at a time");
  }

  /** A jump host does not say why: it may also be that too many log in there at a time. */
  private Unreachable beyondJump() {
    return new DroppedConnection(
        "%s: %s cannot be reached from the jump host before it"
            .formatted(loginAttempt.name, loginAttempt.sshHop),
        "check the address as the jump host resolves it, and that sshd runs there");
  }

  Unreachable atLogin(Throwable problem) {
    var cause = rootOf(problem);
    if (time.over()) {
      return because(
          cause,
          "the login at " + loginAttempt.sshHop + " took longer than " + time,
          "is the machine overloaded?");
    }
    var agent = loginAttempt.agentProblem().map(why -> "; " + why).orElse("");
    return because(
        cause,
        "%s does not let %s in; available: %s%s"
            .formatted(
                loginAttempt.sshHop,
                loginAttempt.sshHop.user(),
                String.join(", ", loginAttempt.loginCredentials.story()),
                agent),
        "correct user or key, or put the public key into authorized_keys there");
  }

  private Unreachable because(Throwable cause, String message, String hint) {
    return new Unreachable(loginAttempt.name + ": " + message, hint + time.excuse(), cause);
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
