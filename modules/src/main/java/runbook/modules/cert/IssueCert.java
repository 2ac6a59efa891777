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

/** Puts a private key and a certificate for it on the host. */
@Doc(
    "Puts a private key and a certificate for it on the host, and again only for a reason: of"
        + " 'register: it', it has serial, not_after, sans and more, and it.before has"
        + " reasons.")
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
    @Doc("Who issues.") CaSettings ca,
    @Doc("What the certificate is for; sets 'usages' and 'ekus'.") Optional<CertProfile> profile,
    @Doc("What the key may be used for, instead of 'profile'.") List<KeyUsageName> usages,
    @Doc("What the certificate may be used for, instead of 'profile'.")
        List<ExtendedUsageName> ekus,
    @Doc("Whose certificate it is, in the order in which it shall be encoded.") CertSubject subject,
    @Doc("The names and addresses that it is good for.") List<SubjectAltName> sans,
    @Doc("The kind of key; rsa-… where others are old.") @Default("ec-p256") KeyType key,
    @Doc("How long it is valid, ten minutes of which have passed; a year has 365 days.")
        @Default("365d")
        Duration valid,
    @Doc("How long before its end it is issued again; 30d, or a third of 'valid', when left out.")
        Optional<Duration> renewBefore,
    @Doc("Where the certificate goes, and with it those of authorities below the root.")
        HostPath cert,
    @Doc("Where the private key goes, as PKCS#8; it is always a new one.") HostPath privateKey,
    @Doc("Where the certificates of the authority go, if anywhere; others in the file stay.")
        Optional<HostPath> caCert,
    @Doc("The user to whom the files belong; when left out, whoever writes them, or no change.")
        Optional<String> owner,
    @Doc("The group to which they belong; when left out, that of whoever writes, or no change.")
        Optional<String> group,
    @Doc("The permission bits of the private key; those of the certificates are 0644.")
        @Default("0600")
        FileMode mode,
    @Doc("What becomes of a certificate that another authority has issued.") @Default("replace")
        OtherCaPolicy otherCa)
    implements Module {

  private static final String HINT =
      "'ca' is to be the authority that issued it; where the authority itself is to be another,"
          + " 'other_ca: replace' does that, and whoever trusts only the old one is to be told of"
          + " the new one first";

  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration USUAL_RENEWAL = Duration.ofDays(30);

  public IssueCert {
    if (profile.isPresent() && !(usages.isEmpty() && ekus.isEmpty())) {
      throw new IllegalArgumentException("give either 'profile' or 'usages' and 'ekus'");
    }
    if (profile.isEmpty() && ekus.isEmpty()) {
      throw new IllegalArgumentException("say what it is for with 'profile', or with 'ekus'");
    }
    if (sans.isEmpty() && profile.filter(p -> p != CertProfile.CLIENT).isPresent()) {
      throw new IllegalArgumentException(
          "others would connect to no name at all: a server and a peer need 'sans'");
    }
    if (valid.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("'valid' is an hour at least");
    }
    if (renewBefore.filter(before -> before.compareTo(valid) >= 0).isPresent()) {
      throw new IllegalArgumentException(
          "'renew_before' must be shorter than 'valid', or it is issued again every time");
    }
    if ((mode.bits() & 07) != 0) {
      throw new IllegalArgumentException(
          "a private key is not for everyone: 'mode' ends in 0, as in \"0640\"");
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
