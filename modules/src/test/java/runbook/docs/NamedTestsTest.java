package runbook.docs;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NamedTestsTest {

  private static final Pattern NAME = Pattern.compile("`(\\w+Test)`");

  @Test
  void testsThatADocumentNamesExist() throws IOException {
    var named = new TreeSet<String>();
    var text = Files.readString(Path.of("../engine/docs/difficult-hosts.md"));
    NAME.matcher(text).results().forEach(name -> named.add(name.group(1)));
    assertFalse(named.isEmpty());
    named.removeAll(tests());
    assertEquals(Set.of(), named);
  }

  private static Set<String> tests() throws IOException {
    try (var files = Files.walk(Path.of(".."))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Test.java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(toSet());
    }
  }
}
