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
import java.util.Optional;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** Recorded host keys, in files of OpenSSH's format. */
final class KnownHosts {

  /** A recorded key of a host. */
  record KnownKey(Path file, int line, KnownHostEntry entry) {

    boolean revoked() {
      return "revoked".equals(entry.getMarker());
    }

    String type() {
      return entry.getKeyEntry().getKeyType();
    }

    boolean is(PublicKey key) {
      return PublicKeyEntry.toString(key).equals(type() + " " + encoded());
    }

    String fingerprint() {
      try {
        var digest = MessageDigest.getInstance("SHA-256").digest(entry.getKeyEntry().getKeyData());
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }

    private String encoded() {
      return Base64.getEncoder().encodeToString(entry.getKeyEntry().getKeyData());
    }

    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  private record Read(FileTime changed, long size, List<KnownKey> keys) {}

  private final Map<Path, Read> files = new HashMap<>();

  /** Returns the recorded keys of a host; keys for the name without a port count for every port. */
  synchronized List<KnownKey> of(SshHop sshHop, List<Path> from) throws IOException {
    var exact = new ArrayList<KnownKey>();
    var bare = new ArrayList<KnownKey>();
    for (var file : from) {
      for (var knownKey : read(file)) {
        if (knownKey.entry().isHostMatch(sshHop.keyName(), sshHop.port())) {
          exact.add(knownKey);
        } else if (knownKey.entry().isHostMatch(sshHop.keyName(), 22)) {
          bare.add(knownKey);
        }
      }
    }
    if (exact.stream().allMatch(KnownKey::revoked)) {
      exact.addAll(bare);
    } else {
      bare.stream().filter(KnownKey::revoked).forEach(exact::add);
    }
    return exact;
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
      var entry = entry(lines.get(i));
      if (entry.isPresent()) {
        keys.add(new KnownKey(file, i + 1, entry.get()));
      }
    }
    return keys;
  }

  /** Ignores unreadable lines, as OpenSSH does. */
  private static Optional<KnownHostEntry> entry(String line) {
    try {
      return Optional.ofNullable(KnownHostEntry.parseKnownHostEntry(line))
          .filter(entry -> !"cert-authority".equals(entry.getMarker()));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Records a key in one write, unless another connection has just recorded it. */
  synchronized void add(SshHop sshHop, PublicKey key, Path file) throws IOException {
    if (of(sshHop, List.of(file)).stream().anyMatch(knownKey -> knownKey.is(key))) {
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
