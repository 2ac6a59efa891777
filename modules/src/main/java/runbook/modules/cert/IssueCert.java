package runbook.modules.cert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.modules.file.FileFact;
import runbook.modules.file.PathFact;
import runbook.modules.file.WantedAccess;

/** Puts a private key and its certificate on the host. */
@Doc(
    "Puts a private key and its certificate on the host, and replaces them only for a reason;"
        + " with 'register: it', 'it' has serial, not_after, sans and more, and it.before has"
        + " the reasons.")
@Example(
    """
    issue_cert:
      ca: {dir: "{{ dir }}/ca", name: etcd-ca}
      profile: server
      subject: CN=etcd1
      sans: ["DNS:etcd1", "DNS:localhost", "IP:10.0.0.1", "IP:127.0.0.1", "IP:::1"]
      cert: "{{ dir }}/server.crt"
      private_key: "{{ dir }}/server.key"
      ca_cert: "{{ dir }}/ca.crt"
    """)
@Example(
    """
    issue_cert:
      ca: {dir: "{{ dir }}/ca", subject: "C=CN,ST=BeiJing,O=k8s,CN=etcd-ca", key: rsa-2048, valid: 15y}
      profile: client
      subject: CN=kube-apiserver-etcd-client
      key: rsa-2048
      valid: 43800h
      renew_before: 90d
      cert: "{{ dir }}/client.pem"
      private_key: "{{ dir }}/client-key.pem"
      mode: "0640"
    """)
public record IssueCert(
    @Doc("The issuing authority.") CaSettings ca,
    @Doc("The purpose of the certificate; sets 'usages' and 'ekus'.") Optional<CertProfile> profile,
    @Doc("The key usages of the certificate, instead of 'profile'.") List<KeyUsageName> usages,
    @Doc("The extended key usages of the certificate, instead of 'profile'.")
        List<ExtendedUsageName> ekus,
    @Doc("The subject of the certificate; its parts are encoded in this order.")
        CertSubject subject,
    @Doc("The names and addresses that the certificate is valid for.") List<SubjectAltName> sans,
    @Doc("The type of key; use rsa-… if old programs must accept it.") @Default("ec-p256")
        KeyType key,
    @Doc("How long it is valid, counted from ten minutes ago; a year has 365 days.")
        @Default("365d")
        Duration valid,
    @Doc("How long before its end it is replaced; the default is 30d, at most a third of 'valid'.")
        Optional<Duration> renewBefore,
    @Doc("The file for the certificate, followed by those of intermediate authorities.")
        HostPath cert,
    @Doc("The file for the private key, in PKCS#8; each new certificate gets a new key.")
        HostPath privateKey,
    @Doc("The file for the certificates of the authority; if it already has them, it stays as is.")
        Optional<HostPath> caCert,
    @Doc("The owner of the files; by default existing files keep theirs, new ones get the writer.")
        Optional<String> owner,
    @Doc("The group of the files; by default existing files keep theirs.") Optional<String> group,
    @Doc("The mode of the private key; that of the certificates is 0644.") @Default("0600")
        FileMode mode,
    @Doc("What to do with a certificate that another authority issued.") @Default("replace")
        OtherCaPolicy otherCa)
    implements Module {

  private static final String HINT =
      "give the authority that issued it as 'ca'; to change to another authority, first make"
          + " everything that trusts only the old one trust the new one too, then use"
          + " 'other_ca: replace'";

  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration USUAL_RENEWAL = Duration.ofDays(30);

  public IssueCert {
    if (profile.isPresent() && !(usages.isEmpty() && ekus.isEmpty())) {
      throw new IllegalArgumentException("give either 'profile' or 'usages' and 'ekus'");
    }
    if (profile.isEmpty() && ekus.isEmpty()) {
      throw new IllegalArgumentException("give 'profile' or 'ekus' to set the purpose");
    }
    if (sans.isEmpty() && profile.filter(p -> p != CertProfile.CLIENT).isPresent()) {
      throw new IllegalArgumentException(
          "a server or peer needs 'sans': the names that others connect to");
    }
    if (valid.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("'valid' must be at least an hour");
    }
    if (renewBefore.filter(before -> before.compareTo(valid) >= 0).isPresent()) {
      throw new IllegalArgumentException(
          "'renew_before' must be shorter than 'valid', or every run issues a new one");
    }
    if ((mode.bits() & 07) != 0) {
      throw new IllegalArgumentException(
          "others must have no access to a private key: 'mode' must end in 0, as in \"0640\"");
    }
    WantedAccess.check(owner, group);
    var _ = new CertPaths(cert, privateKey, caCert);
  }

  @Override
  public List<Want> wants() {
    var keyRights = new WantedAccess(Optional.of(mode), owner, group);
    var wantedAccess = new WantedAccess(Optional.of(new FileMode(0644)), owner, group);
    var wish = new WantedCert(order(), ca, renewal(), keyRights, wantedAccess, Instant.now());
    var certPaths = new CertPaths(cert, privateKey, caCert);
    var fact = new CertFact(certPaths, wish);
    var wants = new ArrayList<>(wantedAccess.wants());
    try {
      var _ = CaLoader.find(ca);
    } catch (CaException e) {
      wants.add(new Want.Require<>(fact, _ -> false, e.getMessage()));
      return List.copyOf(wants);
    }
    certPaths.files().forEach(file -> wants.add(noDirectory(file)));
    if (otherCa == OtherCaPolicy.REFUSE) {
      wants.add(
          new Want.Require<>(
              fact,
              pair -> !wish.reasons(pair).contains(RenewalReasons.OTHER_CA),
              "%s was issued by another authority than %s\n%s".formatted(cert, ca, HINT)));
    }
    wants.add(new CertObstacle(fact).requireNone());
    wants.add(new Want.Look<>("before", fact));
    wants.add(new Want.Reach<>(fact, wish));
    wants.add(new Want.Look<>("", fact));
    return List.copyOf(wants);
  }

  private CertSpec order() {
    return new CertSpec(
        subject,
        sans,
        profile.map(p -> p.usages(key)).orElse(usages),
        profile.map(CertProfile::ekus).orElse(ekus),
        key,
        valid);
  }

  private Duration renewal() {
    var third = valid.dividedBy(3);
    return renewBefore.orElse(third.compareTo(USUAL_RENEWAL) < 0 ? third : USUAL_RENEWAL);
  }

  private static Want noDirectory(FileFact file) {
    return new Want.Require<>(
        PathFact.directory(file.path()),
        isDirectory -> !isDirectory,
        "%s is a directory: give the full path of the file in it".formatted(file.path()));
  }
}
