package runbook.modules.etcd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import runbook.modules.etcd.Cause;
import runbook.modules.etcd.Cause.Kind;

/** Why a member did not answer, in words. */
class LineTest {

  private static Cause cause(Exception inner) {
    return Line.cause(new ExecutionException(new IllegalStateException("wrapped", inner)));
  }

  @Test
  void theInnermostReasonIsTold() {
    assertEquals(new Cause("refused", Kind.AWAY), cause(new ConnectException("refused\nat x")));
  }

  @Test
  void whatHasNoMessageIsToldInWords() {
    assertEquals(
        new Cause("nothing came back in time", Kind.SILENCE), Line.cause(new TimeoutException()));
    assertEquals(
        new Cause("the connection broke off", Kind.SILENCE), cause(new ClosedChannelException()));
    assertEquals(
        new Cause("no reason is given (IOException)", Kind.SILENCE), cause(new IOException()));
  }
}
