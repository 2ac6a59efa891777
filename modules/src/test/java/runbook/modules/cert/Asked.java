package runbook.modules.cert;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import runbook.module.param.HostPath;
import runbook.module.param.Mode;

/** A certificate as a user would ask for it: one of a server, unless said otherwise. */
record Asked(
    Ca ca,
    Optional<Profile> profile,
    List<ExtendedUsage> ekus,
    String subject,
    List<String> sans,
    String key,
    Duration valid,
    Optional<Duration> renewBefore,
    java.nio.file.Path folder,
    String name,
    Mode mode) {

  static Asked of(Ca ca, java.nio.file.Path folder) {
    return new Asked(
        ca,
        Optional.of(Profile.SERVER),
        List.of(),
        "CN=etcd1",
        List.of("DNS:etcd1", "IP:10.0.0.1"),
        "ec-p256",
        Duration.ofDays(365),
        Optional.empty(),
        folder,
        "server",
        new Mode(0600));
  }

  Asked by(Ca other) {
    return new Asked(
        other, profile, ekus, subject, sans, key, valid, renewBefore, folder, name, mode);
  }

  Asked sans(String... others) {
    return new Asked(
        ca, profile, ekus, subject, List.of(others), key, valid, renewBefore, folder, name, mode);
  }

  Asked as(Profile other) {
    return new Asked(
        ca, Optional.of(other), ekus, subject, sans, key, valid, renewBefore, folder, name, mode);
  }

  Asked forUse(String... others) {
    var words = Arrays.stream(others).map(ExtendedUsage::new).toList();
    return new Asked(
        ca, Optional.empty(), words, subject, sans, key, valid, renewBefore, folder, name, mode);
  }

  Asked to(String other) {
    return new Asked(ca, profile, ekus, other, sans, key, valid, renewBefore, folder, name, mode);
  }

  Asked key(String other) {
    return new Asked(
        ca, profile, ekus, subject, sans, other, valid, renewBefore, folder, name, mode);
  }

  Asked valid(Duration other) {
    return new Asked(ca, profile, ekus, subject, sans, key, other, renewBefore, folder, name, mode);
  }

  Asked renewedBefore(Duration other) {
    return new Asked(
        ca, profile, ekus, subject, sans, key, valid, Optional.of(other), folder, name, mode);
  }

  Asked named(String other) {
    return new Asked(
        ca, profile, ekus, subject, sans, key, valid, renewBefore, folder, other, mode);
  }

  Asked mode(int other) {
    return new Asked(
        ca, profile, ekus, subject, sans, key, valid, renewBefore, folder, name, new Mode(other));
  }

  IssueCert module() {
    return module(OtherCa.REPLACE);
  }

  IssueCert module(OtherCa otherCa) {
    return new IssueCert(
        ca,
        profile,
        List.of(),
        ekus,
        new Subject(subject),
        sans.stream().map(San::new).toList(),
        new KeyType(key),
        valid,
        renewBefore,
        path(name + ".crt"),
        path(name + ".key"),
        Optional.of(path("ca.crt")),
        Optional.empty(),
        Optional.empty(),
        mode,
        otherCa);
  }

  private HostPath path(String file) {
    return new HostPath(folder.resolve(file).toString());
  }
}
