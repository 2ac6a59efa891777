package runbook.modules.release;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The addresses of a release's archive in order of preference, with the placeholders {@code
 * {name}}, {@code {version}} and {@code {arch}}.
 */
record MirrorUrls(List<String> templates) {

  static final String VERSION = "{version}";
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

  MirrorUrls {
    templates = List.copyOf(templates);
  }

  /** Rejects templates that can never be an address. */
  void check() {
    if (templates.isEmpty()) {
      throw new IllegalArgumentException("'mirrors' must contain at least one URL");
    }
    for (var template : templates) {
      checked(filled(template, "name", "1.0.0", "amd64"), template);
    }
  }

  /** Rejects text that is not a URL. */
  static void checkAddress(String address) {
    checked(address, address);
  }

  private static void checked(String address, String written) {
    if (address.matches("https?://[^/]*@.*")) {
      throw new IllegalArgumentException(
          "a URL must not contain a password, because it is shown in the output: '%s'"
              .formatted(written.replaceFirst("//[^/]*@", "//…@")));
    }
    if (address.matches("https?://[^/\\s]+")) {
      throw new IllegalArgumentException(
          "'%s' does not name a file: give the whole URL, such as https://host/file"
              .formatted(written));
    }
    if (!address.matches("(https?://[^/\\s]+|file:(//)?)/\\S*")) {
      throw new IllegalArgumentException(
          "'%s' is not a URL that begins with https://, http:// or file:///".formatted(written));
    }
    try {
      URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is not a URL: %s".formatted(written, e.getMessage()), e);
    }
  }

  /** Lists the addresses of the archive in order. */
  List<URI> of(String name, String version, String arch) {
    return templates.stream().map(t -> URI.create(filled(t, name, version, arch))).toList();
  }

  /** Returns the file name of the archive. */
  String file(String name, String version, String arch) {
    var path = of(name, version, arch).getFirst().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static String filled(String template, String name, String version, String arch) {
    var values = Map.of("name", name, "version", version, "arch", arch);
    return PLACE.matcher(template).replaceAll(place -> value(template, place, values));
  }

  private static String value(String template, MatchResult place, Map<String, String> values) {
    var value = values.getOrDefault(place.group(1), "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "%s in '%s' is none of {name}, {version} and {arch}".formatted(place.group(), template));
    }
    return java.util.regex.Matcher.quoteReplacement(value);
  }
}
