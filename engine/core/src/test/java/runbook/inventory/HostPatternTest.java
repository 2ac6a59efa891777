package runbook.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runbook.text.Problems;
import runbook.text.Source;

class HostPatternTest {

  private final Problems problems = new Problems();
  private final Inventory inventory =
      Inventory.read(
          List.of(
              new Source(
                  "hosts.yml",
                  """
                  web: {hosts: {web2: , web1: }}
                  db: {hosts: {db1: , web1: }}
                  empty:
                  """)),
          problems);

  private String select(String pattern) {
    return HostPattern.of("--limit", pattern, problems).select(inventory, problems).stream()
        .map(Host::name)
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "all; web2 web1 db1",
        "*; web2 web1 db1",
        "web; web2 web1",
        "db1; db1",
        "db1,web; web2 web1 db1",
        "db:web; web2 web1 db1",
        "web, &db; web1",
        "web,!db; web2",
        "!db; web2",
        "&db; web1 db1",
        "!web1,all; web2 db1",
        "web?; web2 web1",
        "*1; web1 db1",
        "d*,!web*; db1",
      })
  void choosesHostsInTheOrderOfTheInventory(String pattern, String hosts) {
    assertEquals(hosts, select(pattern));
    assertEquals(List.of(), problems.all());
  }

  @Test
  void problemInPatternOfCommandLinePointsToOption() {
    select("web,dbx");
    var problem = problems.all().getFirst();
    assertEquals("--limit:1:5", problem.at().toString());
    assertEquals("there is no host or group 'dbx'", problem.message());
    assertEquals("did you mean 'db'?", problem.hint());
  }

  @Test
  void patternThatSelectsNoHostIsAProblem() {
    assertEquals("", select("empty"));
    assertEquals("'empty' selects no host", problems.all().getFirst().message());
  }
}
