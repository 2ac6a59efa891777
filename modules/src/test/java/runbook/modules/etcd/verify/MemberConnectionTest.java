package runbook.modules.etcd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import runbook.modules.etcd.EtcdFailure;
import runbook.modules.etcd.EtcdFailure.EtcdFailureKind;

/** Tests of the messages for members that do not answer. */
class MemberConnectionTest {

  private static EtcdFailure cause(Exception inner) {
    return MemberConnection.cause(
        new ExecutionException(new IllegalStateException("wrapped", inner)));
  }

  @Test
  void innermostReasonIsReported() {
    assertEquals(
        new EtcdFailure("refused", EtcdFailureKind.AWAY),
        cause(new ConnectException("refused\nat x")));
  }

  @Test
  void exceptionWithoutMessageIsDescribed() {
    assertEquals(
        new EtcdFailure("no answer within our limit of 6 s", EtcdFailureKind.SILENCE),
        MemberConnection.cause(new TimeoutException()));
    assertEquals(
        new EtcdFailure("the connection was closed", EtcdFailureKind.SILENCE),
        cause(new ClosedChannelException()));
    assertEquals(
        new EtcdFailure("no reason given (IOException)", EtcdFailureKind.SILENCE),
        cause(new IOException()));
  }
}
