package runbook.modules.etcd.verify;

import java.util.Optional;
import runbook.module.Doc;
import runbook.module.NoTunnel;
import runbook.module.Passage;
import runbook.module.Unobtainable;
import runbook.module.param.LocalFile;
import runbook.modules.cert.Ca;
import runbook.modules.etcd.Etcdctl;

/** The ways there are to ask, and what is needed for them. */
public record Ways(Via via, Etcdctl etcdctl, Optional<Ca> ca, Optional<Client> client) {

  /** Who asks. */
  public enum Via {
    @Doc(
        "The controller where it can, otherwise etcdctl: when sshd forwards no ports, or 'ca' is"
            + " not on this controller.")
    AUTO,
    @Doc(
        "The controller, through the SSH connection to the host; with TLS it needs 'ca' or"
            + " 'client'.")
    TUNNEL,
    @Doc("etcdctl on the host, with the files there.")
    ETCDCTL
  }

  /** What the controller logs in with: files of its own. */
  public record Client(
      @Doc("The authority of the members' certificates, a PEM file on the controller.")
          LocalFile cacert,
      @Doc("A certificate that the members accept from a client, on the controller.")
          LocalFile cert,
      @Doc("Its private key, on the controller: PKCS#8, PKCS#1 or SEC1.") LocalFile key) {}

  Gathering open(Passage host, Wanted wanted) throws Unobtainable, InterruptedException {
    boolean equipped = ca.filter(Ca::isThere).isPresent() || client.isPresent() || !wanted.tls();
    if (via == Via.ETCDCTL || (via == Via.AUTO && !equipped)) {
      return new ByEtcdctl(host, etcdctl, wanted);
    }
    try {
      return ByTunnel.open(host, wanted, credentials());
    } catch (NoTunnel e) {
      if (via == Via.TUNNEL) {
        throw new Unobtainable(
            "no tunnel leads through the host: " + e.getMessage(),
            "allow it there, or say 'via: etcdctl'");
      }
      return new ByEtcdctl(host, etcdctl, wanted);
    }
  }

  private Optional<Credentials> credentials() throws Unobtainable {
    if (ca.isPresent()) {
      return Optional.of(Credentials.of(ca.get()));
    }
    return client.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Credentials.of(client.get().cacert(), client.get().cert(), client.get().key()));
  }
}
