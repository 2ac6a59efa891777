package runbook.modules.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Certificates, valid and invalid, made with openssl. */
public record OpensslCerts(Path folder) {

  public OpensslCerts ca(String name) throws Exception {
    run(
        ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 100"
                + " -keyout %1$s.key -out %1$s.crt -subj /CN=%1$s")
            .formatted(name));
    return this;
  }

  /** Makes a certificate that is valid for this many days. */
  public void leaf(String ca, String name, String sans, int days) throws Exception {
    Files.writeString(
        folder.resolve(name + ".ext"),
        "subjectAltName=%s\nextendedKeyUsage=serverAuth,clientAuth\n".formatted(sans));
    run(
        ("openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout %1$s.key"
                + " -out %1$s.csr -subj /CN=%1$s")
            .formatted(name));
    run(
        ("openssl x509 -req -in %1$s.csr -CA %2$s.crt -CAkey %2$s.key -CAcreateserial"
                + " -out %1$s.crt -extfile %1$s.ext -days %3$d")
            .formatted(name, ca, days));
  }

  private void run(String command) throws Exception {
    var process =
        new ProcessBuilder(List.of(command.split(" ")))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}
