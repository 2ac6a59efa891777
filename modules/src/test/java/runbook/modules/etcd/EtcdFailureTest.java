package runbook.modules.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runbook.modules.etcd.EtcdFailure.EtcdFailureKind;

/** Tests with the output of etcdctl 3.4.23 and 3.5.30 when they get no answer. */
class EtcdFailureTest {

  private static final String LINE =
      "{\"level\":\"warn\",\"msg\":\"retrying of unary invoker"
          + " failed\",\"attempt\":0,\"error\":\"rpc error: code = DeadlineExceeded desc = latest"
          + " balancer error: ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TLS | x509: certificate signed by unknown authority | connection error: desc = ~transport:"
            + " authentication handshake failed: x509: certificate signed by unknown authority~",
        "TLS | x509: certificate is valid for 127.0.0.9, not 127.0.0.1 | connection error: desc ="
            + " ~transport: authentication handshake failed: tls: failed to verify certificate:"
            + " x509: certificate is valid for 127.0.0.9, not 127.0.0.1~",
        "TLS | x509: certificate has expired or is not yet valid: current time 2026-11-20T07:58:06Z"
            + " is after 2026-11-19T07:57:39Z | connection error: desc = ~transport: authentication"
            + " handshake failed: x509: certificate has expired or is not yet valid: current time"
            + " 2026-11-20T07:58:06Z is after 2026-11-19T07:57:39Z~",
        "TLS | remote error: tls: certificate required | connection error: desc = ~error reading"
            + " server preface: remote error: tls: certificate required~",
        "TLS | it rejects our certificate (connection closed) | connection closed",
        "TLS | it rejects our certificate (failed to write client preface: write tcp"
            + " 127.0.0.1:4->127.0.0.1:2379: write: connection reset by peer) | connection error:"
            + " desc = ~transport: failed to write client preface: write tcp"
            + " 127.0.0.1:4->127.0.0.1:2379: write: connection reset by peer~",
        "AWAY | connection refused | connection error: desc = ~transport: Error while dialing: dial"
            + " tcp 127.0.0.1:26202: connect: connection refused~",
        "SILENCE | context deadline exceeded | all SubConns are in TransientFailure"
      })
  void causeIsReadFromLogLine(EtcdFailureKind etcdFailureKind, String text, String error) {
    var lines =
        List.of(LINE + error.replace("~", "\\\"") + "\"}", "Error: context deadline exceeded");
    assertEquals(new EtcdFailure(text, etcdFailureKind), EtcdFailure.of(lines));
  }

  @ParameterizedTest
  @CsvSource({
    "Error: etcdserver: unhealthy cluster,REFUSED,etcdserver: unhealthy cluster",
    "Error: open /none.crt: no such file or directory,TLS,open /none.crt: no such file or"
        + " directory",
    "Error: context deadline exceeded,SILENCE,context deadline exceeded"
  })
  void causeIsTheWholeOutput(String line, EtcdFailureKind etcdFailureKind, String text) {
    assertEquals(new EtcdFailure(text, etcdFailureKind), EtcdFailure.of(List.of(line)));
  }
}
