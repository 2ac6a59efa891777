package runbook.modules.etcd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.module.NoTunnel;
import runbook.module.Tunnel;
import runbook.module.Unobtainable;
import runbook.module.param.ControllerPath;
import runbook.module.param.HostPath;
import runbook.modules.Mute;
import runbook.modules.cert.Ca;
import runbook.modules.cert.KeyType;
import runbook.modules.etcd.Etcdctl;
import runbook.modules.etcd.OpenSsl;
import runbook.modules.etcd.verify.Wanted.Place;
import runbook.modules.etcd.verify.Ways.Via;

/** Who asks the members, when it is left open. */
class WaysTest {

  private static final Wanted WANTED =
      new Wanted(
          List.of(new Place("m1", "127.0.0.1", 2379, 2380, true)),
          true,
          "",
          1L << 31,
          Duration.ofDays(30),
          Duration.ofDays(7),
          List.of());

  @TempDir private Path folder;

  /** A host whose sshd forwards no ports. */
  private record Closed() implements Mute {

    @Override
    public Tunnel tunnel(String address, int port) throws NoTunnel {
      throw new NoTunnel("its sshd forwards no ports (AllowTcpForwarding)");
    }
  }

  private Ways ways(Via via) {
    var ca =
        new Ca(
            Optional.of(new ControllerPath(folder)),
            "ca",
            Optional.empty(),
            KeyType.USUAL,
            Duration.ofDays(99),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var etcdctl =
        new Etcdctl(
            new HostPath("/usr/local/bin/etcdctl"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new Ways(via, etcdctl, Optional.of(ca), Optional.empty());
  }

  @Test
  void whereNoPortsAreForwardedEtcdctlAsks() throws Exception {
    new OpenSsl(folder).ca("ca");
    assertInstanceOf(ByEtcdctl.class, ways(Via.AUTO).open(new Closed(), WANTED));
    var demanded =
        assertThrows(Unobtainable.class, () -> ways(Via.TUNNEL).open(new Closed(), WANTED));
    assertTrue(demanded.getMessage().contains("AllowTcpForwarding"), demanded.getMessage());
    assertEquals("allow it there, or say 'via: etcdctl'", demanded.hint());
  }

  @Test
  void whereTheAuthorityIsNotOnThisControllerEtcdctlAsks() throws Exception {
    assertInstanceOf(ByEtcdctl.class, ways(Via.AUTO).open(new Closed(), WANTED));
    var demanded =
        assertThrows(Unobtainable.class, () -> ways(Via.TUNNEL).open(new Closed(), WANTED));
    assertTrue(demanded.getMessage().contains("there is no authority"), demanded.getMessage());
  }
}
