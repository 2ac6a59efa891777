package runbook.modules.etcd.verify;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import runbook.module.param.LocalFile;

/** A file with certificates or a key, from the controller or a host. */
record PemFile(String name, Source source) {

  /** Opens the file. */
  @FunctionalInterface
  interface Source {
    InputStream open() throws IOException;
  }

  static PemFile of(LocalFile file) {
    return new PemFile(file.name(), file.fileContent()::open);
  }

  static PemFile of(String name, String text) {
    return new PemFile(
        name, () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
  }

  InputStream open() throws IOException {
    return source.open();
  }
}
