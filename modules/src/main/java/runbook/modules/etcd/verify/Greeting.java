package runbook.modules.etcd.verify;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import runbook.module.Script;
import runbook.modules.etcd.verify.Testimony.Certificate;
import runbook.modules.etcd.verify.Testimony.Strangers;

/**
 * The first words of a TLS connection, spoken by nothing more than bash: in TLS 1.2 a server shows
 * its certificate, and asks for ours or does not, before anything is encrypted. So what it does
 * with strangers is read in what it says, and not guessed from how it hangs up, which depends on
 * who is faster.
 */
final class Greeting {

  private static final HexFormat HEX = HexFormat.of();

  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int CERTIFICATE = 11;
  private static final int CERTIFICATE_REQUEST = 13;
  private static final int SERVER_HELLO_DONE = 14;

  private static final byte[] CIPHERS =
      HEX.parseHex("c02bc02fc02cc030cca9cca8c009c013c00ac014009c009d002f003500ff");
  private static final byte[] CURVES = HEX.parseHex("001d001700180019");
  private static final byte[] SIGNATURES = HEX.parseHex("0403050306030804080508060401050106010807");

  /**
   * {@code greet TAG HOST PORT}: what the server says, in hexadecimal; nothing where bash is not.
   * Line by line, as others write there at the same time.
   */
  static final Script DEFINITION =
      new Script(
          """
          greet() {
            command -v timeout >/dev/null 2>&1 && command -v bash >/dev/null 2>&1 || return 0
            timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1" && printf "%s" >&3 &&
              od -An -v -tx1 <&3' "$2" "$3" 2>/dev/null |
              while read -r bytes; do echo "$1 $bytes"; done
          }\
          """
              .formatted(HexFormat.of().withPrefix("\\x").formatHex(words())));

  private Greeting() {}

  /** A ClientHello, and at once a goodbye: the server need not wait for us, nor we for it. */
  private static byte[] words() {
    var extensions =
        joined(
            extension(10, sized(2, CURVES)),
            extension(11, sized(1, new byte[1])),
            extension(13, sized(2, SIGNATURES)),
            extension(23, new byte[0]));
    var hello =
        joined(
            number(2, 0x0303),
            // Nothing is kept secret, so nothing has to be random.
            new byte[32],
            sized(1, new byte[0]),
            sized(2, CIPHERS),
            sized(1, new byte[1]),
            sized(2, extensions));
    var cancelled = HEX.parseHex("1503030002025a");
    return joined(
        number(1, HANDSHAKE),
        number(2, 0x0301),
        sized(2, joined(number(1, 1), sized(3, hello))),
        cancelled);
  }

  private static byte[] extension(int type, byte[] content) {
    return joined(number(2, type), sized(2, content));
  }

  private static byte[] sized(int width, byte[] content) {
    return joined(number(width, content.length), content);
  }

  private static byte[] number(int width, int value) {
    var bytes = new byte[width];
    for (int i = 0; i < width; i++) {
      bytes[i] = (byte) (value >> (8 * (width - 1 - i)));
    }
    return bytes;
  }

  private static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** What a server has said, as far as it can be understood. */
  static Handshake heard(String port, List<String> said) {
    var strangers = Strangers.LET_IN;
    Optional<X509Certificate> shown = Optional.empty();
    try {
      var messages =
          messages(ByteBuffer.wrap(HEX.parseHex(String.join("", said).replace(" ", ""))));
      while (messages.hasRemaining()) {
        int type = Byte.toUnsignedInt(messages.get());
        var content = taken(messages, length(messages, 3));
        switch (type) {
          case CERTIFICATE -> shown = Optional.of(first(content));
          case CERTIFICATE_REQUEST -> strangers = Strangers.REFUSED;
          case SERVER_HELLO_DONE -> {
            var certificates = shown.map(c -> Pem.shown(port, c)).stream().toList();
            return new Handshake(strangers, certificates);
          }
          default -> {
            // What the keys are made of is nothing to us.
          }
        }
      }
    } catch (IllegalArgumentException | BufferUnderflowException | CertificateException e) {
      return unclear();
    }
    return unclear();
  }

  private static Handshake unclear() {
    return new Handshake(Strangers.UNKNOWN, List.<Certificate>of());
  }

  /** The handshake of all records up to where something else begins. */
  private static ByteBuffer messages(ByteBuffer records) {
    var messages = new ByteArrayOutputStream();
    while (records.hasRemaining()) {
      int type = Byte.toUnsignedInt(records.get());
      if (type == ALERT) {
        break;
      }
      if (type != HANDSHAKE) {
        throw new IllegalArgumentException("that is not TLS");
      }
      taken(records, 2);
      var content = taken(records, length(records, 2));
      messages.write(content.array(), content.arrayOffset(), content.remaining());
    }
    return ByteBuffer.wrap(messages.toByteArray());
  }

  private static X509Certificate first(ByteBuffer content) throws CertificateException {
    taken(content, 3);
    var one = taken(content, length(content, 3));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(one.array(), one.arrayOffset(), one.remaining()));
  }

  private static int length(ByteBuffer in, int width) {
    int length = 0;
    for (int i = 0; i < width; i++) {
      length = length << 8 | Byte.toUnsignedInt(in.get());
    }
    return length;
  }

  private static ByteBuffer taken(ByteBuffer in, int length) {
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    var part = in.slice(in.position(), length);
    in.position(in.position() + length);
    return part;
  }
}
