package runbook.connection.ssh;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import runbook.connection.WaitLimit;

/**
 * Ends a session with a host that is silent. Asks a quiet host for a sign of life from time to
 * time. MINA could do this too, but takes its own delays for the host's silence.
 */
final class SilenceWatch {

  private static final String QUESTION = "keepalive@openssh.com";

  /** How many questions a host may leave unanswered. */
  private static final int UNANSWERED = 3;

  private final ClientSession session;
  private final Duration interval;
  private final WaitLimit silence;
  private volatile Optional<String> silent = Optional.empty();

  private SilenceWatch(ClientSession session, Duration interval) {
    this.session = session;
    this.interval = interval;
    silence = WaitLimit.of(interval.multipliedBy(UNANSWERED));
  }

  static SilenceWatch start(ClientSession session, Duration interval) {
    var silenceWatch = new SilenceWatch(session, interval);
    var thread = Thread.ofVirtual().name("silence of " + session).start(silenceWatch::watch);
    session.addCloseFutureListener(_ -> thread.interrupt());
    return silenceWatch;
  }

  /** Returns how long the host was silent before the session ended; empty if it was not. */
  Optional<String> silent() {
    return silent;
  }

  private void watch() {
    long heard = heard();
    boolean hasAsked = false;
    try {
      while (session.isOpen()) {
        Thread.sleep(interval);
        if (heard() != heard) {
          heard = heard();
          hasAsked = false;
        } else if (hasAsked && silence.over()) {
          silent = Optional.of("it sent nothing for " + silence);
          session.close(true);
        } else {
          if (!hasAsked) {
            // Only a question that is open counts: this thread may have been late itself.
            silence.startStep();
          }
          hasAsked = true;
          ask();
        }
      }
    } catch (InterruptedException e) {
      // The session has ended.
    } catch (IOException e) {
      session.close(true);
    }
  }

  private long heard() {
    return ((ListeningSession) session).heard();
  }

  private void ask() throws IOException {
    var question =
        session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST, QUESTION.length() + 10);
    question.putString(QUESTION);
    question.putBoolean(true);
    session.request(question, QUESTION, (_, _) -> {});
  }
}
