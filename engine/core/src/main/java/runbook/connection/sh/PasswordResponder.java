package runbook.connection.sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Predicate;
import runbook.connection.Secret;

/** Enters the password at the first prompt and hangs up at the second. */
final class PasswordResponder implements ErrorOutput.OutputListener {

  private final OutputStream to;
  private final Predicate<String> asks;
  private final Optional<Secret> password;
  private int times;
  private String answered = "";

  PasswordResponder(OutputStream to, Predicate<String> asks, Optional<Secret> password) {
    this.to = to;
    this.asks = asks;
    this.password = password;
  }

  @Override
  public synchronized void heard(String text) throws IOException {
    var said = text.stripTrailing();
    if (said.equals(answered) || !asks.test(said)) {
      return;
    }
    answered = said;
    times++;
    if (times == 1 && password.isPresent()) {
      to.write((password.get().value() + "\n").getBytes(UTF_8));
      to.flush();
    } else {
      to.close();
    }
  }

  synchronized boolean wasRejected() {
    return times > 0 && password.isEmpty();
  }

  synchronized boolean twice() {
    return times > 1;
  }
}
