package runbook.module.param;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The content of a file. Contents are equal if their bytes are. Large ones stay on disk; for those
 * read from a host only the digest may be known.
 */
public final class FileContent {

  private final String sha256;
  private final long size;
  private final Optional<byte[]> bytes;
  private final Optional<Path> file;
  private final boolean isSecret;

  private FileContent(
      String sha256, long size, Optional<byte[]> bytes, Optional<Path> file, boolean isSecret) {
    this.sha256 = sha256;
    this.size = size;
    this.bytes = bytes;
    this.file = file;
    this.isSecret = isSecret;
  }

  private FileContent(String sha256, long size, Optional<byte[]> bytes, Optional<Path> file) {
    this(sha256, size, bytes, file, false);
  }

  /** Returns the same content, which then comes from a secret and must not be shown. */
  public FileContent asSecret() {
    return new FileContent(sha256, size, bytes, file, true);
  }

  public static FileContent of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static FileContent of(byte[] bytes) {
    var digest = HexFormat.of().formatHex(newDigest().digest(bytes));
    return new FileContent(digest, bytes.length, Optional.of(bytes.clone()), Optional.empty());
  }

  /** Returns the content of a file with a known digest; the file is read when it is sent. */
  public static FileContent of(Path file, String sha256, long size) {
    return new FileContent(sha256, size, Optional.empty(), Optional.of(file));
  }

  /** Returns the content of a file, which is read for its digest and again when it is sent. */
  public static FileContent of(Path file) throws IOException {
    try (var in = new DigestInputStream(Files.newInputStream(file), newDigest())) {
      long size = in.transferTo(OutputStreams.NOWHERE);
      var digest = HexFormat.of().formatHex(in.getMessageDigest().digest());
      return of(file, digest, size);
    }
  }

  /**
   * Returns content read from a host as a digest only.
   *
   * @param size negative if unknown
   */
  public static FileContent seen(String sha256, long size) {
    return new FileContent(sha256, size, Optional.empty(), Optional.empty());
  }

  /** Reports whether it comes from a secret. */
  public boolean isSecret() {
    return isSecret;
  }

  public String sha256() {
    return sha256;
  }

  public long size() {
    return size;
  }

  /** Reports whether the bytes are available, not only their digest. */
  public boolean isAtHand() {
    return bytes.isPresent() || file.isPresent();
  }

  /** Opens the bytes for sending. */
  public InputStream open() throws IOException {
    if (bytes.isPresent()) {
      return new ByteArrayInputStream(bytes.get());
    }
    if (file.isPresent()) {
      return Files.newInputStream(file.get());
    }
    throw new IOException("the content with digest " + sha256 + " was only seen, not fetched");
  }

  /** Returns the text if it is available, valid UTF-8 and no longer than the limit. */
  public Optional<String> text(int limit) {
    if (size > limit || (bytes.isEmpty() && file.isEmpty())) {
      return Optional.empty();
    }
    try (var in = open()) {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(java.nio.ByteBuffer.wrap(in.readAllBytes()))
              .toString());
    } catch (java.nio.charset.CharacterCodingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a digest that {@link #sha256} is made with. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileContent fileContent && fileContent.sha256.equals(sha256);
  }

  @Override
  public int hashCode() {
    return sha256.hashCode();
  }

  @Override
  public String toString() {
    if (isSecret) {
      return "secret content";
    }
    return (size < 0 ? "" : size + " bytes, ") + "sha256 " + sha256.substring(0, 12);
  }

  private static final class OutputStreams {
    static final java.io.OutputStream NOWHERE = java.io.OutputStream.nullOutputStream();
  }
}
