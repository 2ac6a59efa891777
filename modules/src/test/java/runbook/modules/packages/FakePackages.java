package runbook.modules.packages;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import runbook.module.Change;
import runbook.testkit.FakeHost;

/** A host in memory that simulates apt. */
public final class FakePackages {

  private FakePackages() {}

  /** Returns a new host that can install the packages of the examples. */
  public static FakeHost some() {
    var host = new FakeHost();
    has(host, Map.of(), "install", p -> p.with("etcd-server", "3.4.23"), "etcd-server");
    has(
        host,
        Map.of("curl", "7.88"),
        "install",
        p -> p.with("curl", "7.88").with("ca-certificates", "20230311"),
        "ca-certificates",
        "curl");
    has(
        host,
        Map.of("popularity-contest", "1.76"),
        "purge",
        p -> p.absent("popularity-contest"),
        "popularity-contest");
    host.has(new PackageListsFact(), new PackageLists(true, Duration.ofDays(1)));
    return host;
  }

  static FakeHost has(
      FakeHost host,
      Map<String, String> versions,
      String verb,
      UnaryOperator<InstalledPackages> does,
      String... names) {
    var fact = fact(names);
    host.has(fact, new InstalledPackages(true, versions, Map.of()));
    return host.does(says(verb, List.of(names).getFirst()), fact, does);
  }

  static PackagesFact fact(String... names) {
    return new PackagesFact(
        List.of(names), false, new Apt(java.util.Optional.empty(), true, false));
  }

  private static Predicate<Change> says(String verb, String name) {
    return change ->
        change instanceof Change.RunScript(var script)
            && script.text().contains(" " + verb + " ")
            && script.text().contains("'" + name);
  }
}
