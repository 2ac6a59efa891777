package runbook.modules.cert;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import runbook.module.Doc;
import runbook.module.Example;

/** A name that a certificate is valid for, in its normal form. */
@Doc("a name such as DNS:etcd1.example.com, IP:10.0.0.1 or URI:spiffe://example.com/etcd")
@Example("DNS:etcd1.example.com")
public record SubjectAltName(String text) {

  private static final Pattern LABELS =
      Pattern.compile(
          "(\\*\\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  public SubjectAltName {
    text = normal(text);
  }

  private static String normal(String text) {
    int colon = text.indexOf(':');
    var value = text.substring(colon + 1).strip();
    return switch (colon < 0 ? "" : text.substring(0, colon).toUpperCase(Locale.ROOT)) {
      case "DNS" -> "DNS:" + name(value);
      case "IP" -> "IP:" + shown(address(value));
      case "URI" -> "URI:" + uri(value);
      default ->
          throw new IllegalArgumentException(
              "'%s' has no type: begin with DNS:, IP: or URI:".formatted(text));
    };
  }

  private static String name(String value) {
    var lower = value.toLowerCase(Locale.ROOT);
    var plain = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    if (IPV4.matcher(plain).matches()) {
      throw new IllegalArgumentException("'%s' is an address: write IP:%s".formatted(value, plain));
    }
    if (plain.length() > 253 || !LABELS.matcher(plain).matches()) {
      throw new IllegalArgumentException("'%s' is not a DNS name".formatted(value));
    }
    return plain;
  }

  private static byte[] address(String value) {
    try {
      if (IPV4.matcher(value).matches() || value.contains(":")) {
        return InetAddress.ofLiteral(value.contains("%") ? "" : value).getAddress();
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'%s' is not an address".formatted(value), e);
    }
    throw new IllegalArgumentException("'%s' is not an address".formatted(value));
  }

  private static String uri(String value) {
    try {
      if (new URI(value).isAbsolute()) {
        return value;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'%s' is not a URI".formatted(value), e);
    }
    throw new IllegalArgumentException("'%s' has no scheme, such as spiffe:".formatted(value));
  }

  GeneralName encoded() {
    var value = text.substring(text.indexOf(':') + 1);
    return switch (text.charAt(0)) {
      case 'D' -> new GeneralName(GeneralName.dNSName, value);
      case 'I' -> new GeneralName(GeneralName.iPAddress, new DEROctetString(address(value)));
      default -> new GeneralName(GeneralName.uniformResourceIdentifier, value);
    };
  }

  /** Formats a name like {@link #text}, even if users cannot request its type. */
  static String of(GeneralName name) {
    return switch (name.getTagNo()) {
      case GeneralName.dNSName -> "DNS:" + name.getName().toString().toLowerCase(Locale.ROOT);
      case GeneralName.iPAddress ->
          "IP:" + shown(ASN1OctetString.getInstance(name.getName()).getOctets());
      case GeneralName.uniformResourceIdentifier -> "URI:" + name.getName();
      case GeneralName.rfc822Name -> "email:" + name.getName();
      default -> "other:" + name.getName();
    };
  }

  /** Formats an address; IPv6 in the short form that other programs print. */
  private static String shown(byte[] address) {
    var parts = new ArrayList<String>();
    if (address.length != 16) {
      for (byte part : address) {
        parts.add(Integer.toString(part & 255));
      }
      return String.join(".", parts);
    }
    for (int i = 0; i < 16; i += 2) {
      parts.add(Integer.toHexString((address[i] & 255) << 8 | (address[i + 1] & 255)));
    }
    var full = String.join(":", parts);
    for (int zeros = 8; zeros >= 2; zeros--) {
      var run = Pattern.compile("(^|:)0(:0){" + (zeros - 1) + "}(:|$)").matcher(full);
      if (run.find()) {
        return run.replaceFirst("::");
      }
    }
    return full;
  }

  @Override
  public String toString() {
    return text;
  }
}
