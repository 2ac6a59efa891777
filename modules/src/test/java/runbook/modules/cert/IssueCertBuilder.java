package runbook.modules.cert;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;

/** Builds the parameters of a certificate, by default for a server. */
record IssueCertBuilder(
    CaSettings caSettings,
    Optional<CertProfile> profile,
    List<ExtendedUsageName> ekus,
    String subject,
    List<String> sans,
    String key,
    Duration valid,
    Optional<Duration> renewBefore,
    java.nio.file.Path folder,
    String name,
    FileMode fileMode) {

  static IssueCertBuilder of(CaSettings caSettings, java.nio.file.Path folder) {
    return new IssueCertBuilder(
        caSettings,
        Optional.of(CertProfile.SERVER),
        List.of(),
        "CN=etcd1",
        List.of("DNS:etcd1", "IP:10.0.0.1"),
        "ec-p256",
        Duration.ofDays(365),
        Optional.empty(),
        folder,
        "server",
        new FileMode(0600));
  }

  IssueCertBuilder by(CaSettings other) {
    return new IssueCertBuilder(
        other, profile, ekus, subject, sans, key, valid, renewBefore, folder, name, fileMode);
  }

  IssueCertBuilder sans(String... others) {
    return new IssueCertBuilder(
        caSettings,
        profile,
        ekus,
        subject,
        List.of(others),
        key,
        valid,
        renewBefore,
        folder,
        name,
        fileMode);
  }

  IssueCertBuilder as(CertProfile other) {
    return new IssueCertBuilder(
        caSettings,
        Optional.of(other),
        ekus,
        subject,
        sans,
        key,
        valid,
        renewBefore,
        folder,
        name,
        fileMode);
  }

  IssueCertBuilder forUse(String... others) {
    var words = Arrays.stream(others).map(ExtendedUsageName::new).toList();
    return new IssueCertBuilder(
        caSettings,
        Optional.empty(),
        words,
        subject,
        sans,
        key,
        valid,
        renewBefore,
        folder,
        name,
        fileMode);
  }

  IssueCertBuilder to(String other) {
    return new IssueCertBuilder(
        caSettings, profile, ekus, other, sans, key, valid, renewBefore, folder, name, fileMode);
  }

  IssueCertBuilder key(String other) {
    return new IssueCertBuilder(
        caSettings,
        profile,
        ekus,
        subject,
        sans,
        other,
        valid,
        renewBefore,
        folder,
        name,
        fileMode);
  }

  IssueCertBuilder valid(Duration other) {
    return new IssueCertBuilder(
        caSettings, profile, ekus, subject, sans, key, other, renewBefore, folder, name, fileMode);
  }

  IssueCertBuilder renewedBefore(Duration other) {
    return new IssueCertBuilder(
        caSettings,
        profile,
        ekus,
        subject,
        sans,
        key,
        valid,
        Optional.of(other),
        folder,
        name,
        fileMode);
  }

  IssueCertBuilder named(String other) {
    return new IssueCertBuilder(
        caSettings, profile, ekus, subject, sans, key, valid, renewBefore, folder, other, fileMode);
  }

  IssueCertBuilder mode(int other) {
    return new IssueCertBuilder(
        caSettings,
        profile,
        ekus,
        subject,
        sans,
        key,
        valid,
        renewBefore,
        folder,
        name,
        new FileMode(other));
  }

  IssueCert module() {
    return module(OtherCaPolicy.REPLACE);
  }

  IssueCert module(OtherCaPolicy otherCaPolicy) {
    return new IssueCert(
        caSettings,
        profile,
        List.of(),
        ekus,
        new CertSubject(subject),
        sans.stream().map(SubjectAltName::new).toList(),
        new KeyType(key),
        valid,
        renewBefore,
        path(name + ".crt"),
        path(name + ".key"),
        Optional.of(path("ca.crt")),
        Optional.empty(),
        Optional.empty(),
        fileMode,
        otherCaPolicy);
  }

  private HostPath path(String file) {
    return new HostPath(folder.resolve(file).toString());
  }
}
