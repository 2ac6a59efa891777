package runbook.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import runbook.architecture.SourceFiles.JavaFile;

/** Checks the house rules: small files, documented packages, meaningful and unique names. */
final class HouseRulesTest {

  private static final Pattern EMPTY_NAME =
      Pattern.compile(".*(Util|Utils|Helper|Manager|Impl|Abstract|Base|Context)\\w*");

  /** Texts of modules for users, with realistic examples. */
  private static final Pattern DOCUMENTATION =
      Pattern.compile(
          "@(?:Doc|Example)\\((?:\"{3}(?s:.*?)\"{3}|\"(?:\\\\.|[^\"\\\\])*+\"|[^()\"]++)*+\\)");

  private static final List<JavaFile> MAIN = SourceFiles.of("main");
  private static final List<JavaFile> ALL =
      Stream.concat(MAIN.stream(), SourceFiles.of("test").stream()).toList();

  @Test
  void noFileIsLongerThanFourHundredLines() {
    var tooLong = ALL.stream().filter(file -> file.lines() > 400).toList();
    assertEquals(List.of(), tooLong);
  }

  @Test
  void halfOfTheFilesHaveAtMostEightyLines() {
    for (var files : List.of(MAIN, ALL)) {
      var sizes = files.stream().map(JavaFile::lines).sorted().toList();
      long median = sizes.get(sizes.size() / 2);
      assertTrue(median <= 80, "the median file has " + median + " lines");
    }
  }

  @Test
  void everyPackageHasDescription() {
    var silent =
        MAIN.stream()
            .map(file -> file.path().getParent())
            .distinct()
            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
            .toList();
    assertEquals(List.of(), silent);
  }

  @Test
  void noNameIsMeaningless() {
    var empty =
        MAIN.stream().filter(file -> EMPTY_NAME.matcher(file.typeName()).matches()).toList();
    assertEquals(List.of(), empty);
  }

  @Test
  void onlyEtcdPackagesKnowEtcd() {
    var elsewhere =
        MAIN.stream()
            .filter(file -> !List.of(file.packageName().split("\\.", -1)).contains("etcd"))
            .filter(file -> knowsEtcd(DOCUMENTATION.matcher(file.text()).replaceAll("")))
            .toList();
    assertEquals(List.of(), elsewhere);
  }

  private static boolean knowsEtcd(String text) {
    return text.toLowerCase(java.util.Locale.ROOT).contains("etcd");
  }

  @Test
  void typeNamesAreUnique() {
    var places = new TreeMap<String, List<String>>();
    for (var file : MAIN) {
      if (!file.isPackageInfo()) {
        places.computeIfAbsent(file.typeName(), _ -> new ArrayList<>()).add(file.packageName());
      }
    }
    places.values().removeIf(packages -> packages.size() == 1);
    assertEquals(List.of(), List.copyOf(places.entrySet()));
  }
}
