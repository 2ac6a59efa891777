package runbook.connection.ssh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import runbook.connection.ssh.KnownHostLine.Mark;

/** Recorded host keys, in files of OpenSSH's format. */
final class KnownHosts {

  /** A recorded key of a host or of an authority. */
  record KnownKey(Path file, int number, KnownHostLine line) {

    String type() {
      return line.type();
    }

    boolean is(PublicKey key) {
      return line.key().equals(Base64.getEncoder().encodeToString(encoded(key)));
    }

    String fingerprint() {
      try {
        var key = Base64.getDecoder().decode(line.key());
        var digest = MessageDigest.getInstance("SHA-256").digest(key);
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
      } catch (IllegalArgumentException e) {
        return "(malformed)";
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }

    private static byte[] encoded(PublicKey key) {
      var buffer = new ByteArrayBuffer();
      buffer.putRawPublicKey(key);
      return buffer.getCompactData();
    }

    @Override
    public String toString() {
      return file + ":" + number;
    }
  }

  /**
   * What the files say about a host.
   *
   * @param keys its own keys
   * @param authorities the authorities that may sign its certificates
   */
  record KnownKeys(List<KnownKey> keys, List<KnownKey> authorities, List<KnownKey> revoked) {}

  private record Read(FileTime changed, long size, List<KnownKey> keys) {}

  private final Map<Path, Read> files = new HashMap<>();

  /**
   * Returns the recorded keys of a host. Keys for the name without a port count for every port that
   * has no key of its own.
   */
  synchronized KnownKeys of(SshHop sshHop, List<Path> from) throws IOException {
    var exact = new ArrayList<KnownKey>();
    var bare = new ArrayList<KnownKey>();
    for (var file : from) {
      for (var knownKey : read(file)) {
        if (knownKey.line().names(sshHop.keyName(), sshHop.port())) {
          exact.add(knownKey);
        } else if (knownKey.line().names(sshHop.keyName(), 22)) {
          bare.add(knownKey);
        }
      }
    }
    var both = Stream.concat(exact.stream(), bare.stream()).toList();
    var ownKeys = marked(Mark.HOST_KEY, exact);
    return new KnownKeys(
        ownKeys.isEmpty() ? marked(Mark.HOST_KEY, bare) : ownKeys,
        marked(Mark.CERT_AUTHORITY, both),
        marked(Mark.REVOKED, both));
  }

  private static List<KnownKey> marked(Mark mark, List<KnownKey> keys) {
    return keys.stream().filter(key -> key.line().mark() == mark).toList();
  }

  private List<KnownKey> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    var changed = Files.getLastModifiedTime(file);
    long size = Files.size(file);
    var read = files.get(file);
    if (read == null || read.size() != size || !read.changed().equals(changed)) {
      read = new Read(changed, size, parse(file));
      files.put(file, read);
    }
    return read.keys();
  }

  private static List<KnownKey> parse(Path file) throws IOException {
    var keys = new ArrayList<KnownKey>();
    var lines = Files.readAllLines(file, ISO_8859_1);
    for (int i = 0; i < lines.size(); i++) {
      int number = i + 1;
      KnownHostLine.parse(lines.get(i))
          .ifPresent(line -> keys.add(new KnownKey(file, number, line)));
    }
    return keys;
  }

  /** Records a key in one write, unless another connection has just recorded it. */
  synchronized void add(SshHop sshHop, PublicKey key, Path file) throws IOException {
    if (of(sshHop, List.of(file)).keys().stream().anyMatch(knownKey -> knownKey.is(key))) {
      return;
    }
    if (!Files.exists(file)) {
      create(file);
    }
    var text = sshHop.place() + " " + PublicKeyEntry.toString(key) + "\n";
    try (var to = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var _ = to.lock()) {
      var last = ByteBuffer.allocate(1);
      boolean whole = to.size() == 0 || (to.read(last, to.size() - 1) == 1 && last.get(0) == '\n');
      to.write(ByteBuffer.wrap(((whole ? "" : "\n") + text).getBytes(UTF_8)), to.size());
    }
    files.remove(file);
  }

  private static void create(Path file) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    if (!Files.exists(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
