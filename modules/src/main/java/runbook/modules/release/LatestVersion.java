package runbook.modules.release;

import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the latest version of a release: the target of {@code releases/latest}, as on GitHub, the
 * content of a file {@code latest} next to the versions, or the highest name in the folder. Only
 * plain versions count, no release candidates.
 */
record LatestVersion(String name, String template) {

  private static final String NUMBER = "(\\d+(?:\\.\\d+)*)";
  private static final Pattern VERSION = Pattern.compile("v?" + NUMBER);
  private static final Pattern DOWNLOADS = Pattern.compile("(https?://.*/releases/)download/");

  static final Comparator<String> BY_NUMBER =
      Comparator.comparing(LatestVersion::numbers, Arrays::compare);

  String version(ReleaseSources releaseSources) throws DownloadException, InterruptedException {
    var folder = URI.create(MirrorUrls.filled(before(), name, "0", "any"));
    var downloads = DOWNLOADS.matcher(folder.toString());
    if (downloads.matches()) {
      return tagged(releaseSources, URI.create(downloads.group(1) + "latest"));
    }
    var named = folder.resolve("latest");
    try {
      var version = VERSION.matcher(releaseSources.text(named).strip());
      if (version.matches()) {
        return version.group(1);
      }
    } catch (DownloadException e) {
      if (e.isTemporary()) {
        throw e;
      }
    }
    return highest(releaseSources.names(folder))
        .orElseThrow(() ->
            new DownloadException(
                "neither %s nor %s names a version".formatted(named, folder), false));
  }

  private static String tagged(ReleaseSources releaseSources, URI latest)
      throws DownloadException, InterruptedException {
    var tag = releaseSources.redirect(latest).map(to -> VERSION.matcher(lastPart(to.getPath())));
    if (tag.isEmpty() || !tag.get().matches()) {
      throw new DownloadException(latest + " does not lead to a version", false);
    }
    return tag.get().group(1);
  }

  private Optional<String> highest(List<String> names) {
    var shape = shape();
    return names.stream().flatMap(found -> version(shape, found)).max(BY_NUMBER);
  }

  private static Stream<String> version(Pattern shape, String name) {
    var version = shape.matcher(name);
    return version.matches() ? Stream.of(version.group(1)) : Stream.empty();
  }

  /** Returns the address up to the part that contains the version. */
  private String before() {
    int at = template.indexOf(MirrorUrls.VERSION);
    return template.substring(0, template.lastIndexOf('/', at) + 1);
  }

  /** Returns the pattern of names that contain a version. */
  private Pattern shape() {
    var rest = template.substring(before().length());
    var part = rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest;
    int at = part.indexOf(MirrorUrls.VERSION);
    return Pattern.compile(
        literal(part.substring(0, at))
            + NUMBER
            + literal(part.substring(at + MirrorUrls.VERSION.length())));
  }

  /** Accepts any architecture; a repeated version must be the same. */
  private String literal(String text) {
    return Stream.of(text.split("(?=\\{)|(?<=})"))
        .map(piece ->
            switch (piece) {
              case "{name}" -> Pattern.quote(name);
              case "{arch}" -> "[a-z0-9_]+";
              case MirrorUrls.VERSION -> "\\1";
              default -> Pattern.quote(piece);
            })
        .reduce("", String::concat);
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static int[] numbers(String version) {
    return Stream.of(version.split("\\.")).mapToInt(LatestVersion::number).toArray();
  }

  /** Caps numbers longer than in any version, such as a date with seconds. */
  private static int number(String digits) {
    return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }
}
