package runbook.modules.packages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;

/** Installs and removes packages of the host's distribution. */
@Doc("Installs and removes packages of the host's distribution, which must have apt.")
@Example("package: {name: etcd-server, start: false}")
@Example(
    """
    package:
      names: [curl, ca-certificates=20230311]
      update_cache: true
      cache_valid_time: 4h
    """)
@Example("package: {name: popularity-contest, state: absent, purge: true}")
@SuppressWarnings("AvoidCommonTypeNames") // its name in a playbook
public record Package(
    @Doc("The package, or package=version for exactly that version.") Optional<String> name,
    @Doc("Several packages, installed or removed together.") List<String> names,
    @Doc("The state the packages should be in.") @Default("present") WantedPackageState state,
    @Doc("Whether to fetch the package lists if they are too old.") @Default("false")
        boolean updateCache,
    @Doc("How old the package lists may be.") @Default("1h") Duration cacheValidTime,
    @Doc("Whether services may start when their packages are installed.") @Default("true")
        boolean start,
    @Doc("Whether to remove settings too, with 'state: absent'.") @Default("false") boolean purge)
    implements Module {

  /** The states that packages can be in. */
  public enum WantedPackageState {
    @Doc("They are installed; without a version, any installed version is enough.")
    PRESENT,
    @Doc("They are not installed.")
    ABSENT,
    @Doc("They are installed in the newest version that the package lists know.")
    LATEST
  }

  public Package {
    names = List.copyOf(names);
    if (name.isPresent() && !names.isEmpty()) {
      throw new IllegalArgumentException("give either 'name' or 'names'");
    }
    if (name.isEmpty() && names.isEmpty() && !updateCache) {
      throw new IllegalArgumentException("give 'name', 'names' or 'update_cache: true'");
    }
    if (purge && state != WantedPackageState.ABSENT) {
      throw new IllegalArgumentException("'purge' needs 'state: absent'");
    }
    var all = Stream.concat(name.stream(), names.stream()).map(WantedPackage::of).toList();
    if (all.stream().anyMatch(w -> w.version().isPresent())
        && state != WantedPackageState.PRESENT) {
      throw new IllegalArgumentException("a version needs 'state: present'");
    }
    if (all.stream().map(WantedPackage::name).distinct().count() < all.size()) {
      throw new IllegalArgumentException("every package can be named only once");
    }
  }

  @Override
  public List<Want> wants() {
    var wants = new ArrayList<Want>();
    var wanted = Stream.concat(name.stream(), names.stream()).map(WantedPackage::of).toList();
    if (updateCache && (wanted.isEmpty() || state == WantedPackageState.LATEST)) {
      var lists = new PackageListsFact();
      wants.add(
          new Want.Require<>(
              lists,
              l -> l.asRoot() || l.isYoungerThan(cacheValidTime),
              "only root may fetch lists of packages: try 'become: true'"));
      wants.add(new Want.Reach<>(lists, l -> l.isYoungerThan(cacheValidTime) ? l : l.fetched()));
    }
    if (!wanted.isEmpty()) {
      var apt = new Apt(updateCache ? Optional.of(cacheValidTime) : Optional.empty(), start, purge);
      var fact =
          new PackagesFact(
              wanted.stream().map(WantedPackage::name).sorted().toList(),
              state == WantedPackageState.LATEST,
              apt);
      wants.add(
          new Want.Require<>(
              fact,
              packages -> packages.asRoot() || wish(packages, wanted).equals(packages),
              "only root may install or remove packages: try 'become: true'"));
      if (state == WantedPackageState.LATEST) {
        wants.add(
            new Want.Require<>(
                fact,
                packages -> packages.missingFromLists().isEmpty(),
                packages ->
                    "the host's lists have no package %s\ncheck the name, or add"
                            .formatted(packages.missingFromLists().getFirst())
                        + " 'update_cache: true'"));
      }
      wants.add(new Want.Reach<>(fact, packages -> wish(packages, wanted)));
    }
    return wants;
  }

  private InstalledPackages wish(InstalledPackages packages, List<WantedPackage> wanted) {
    var result = packages;
    for (var one : wanted) {
      result =
          switch (state) {
            case PRESENT -> result.present(one.name(), one.version());
            case ABSENT -> result.absent(one.name());
            case LATEST -> result.latest(one.name());
          };
    }
    return result;
  }
}
