package org.example.runbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.module.Catalogue;
import runbook.module.Fact.Detail;
import runbook.module.param.HostPath;
import runbook.testkit.ModuleLaws;
import runbook.testkit.Sh;

/** Holds the modules to the laws, and tries their facts in every shell that is installed here. */
class OurModulesTest implements ModuleLaws {

  @TempDir Path folder;

  @Override
  public Catalogue catalogue() {
    return new OurModules();
  }

  @Test
  void aNameComesAndGoesAndTheRestStays() throws Exception {
    var file = folder.resolve("hosts");
    var fact = new AddressFact(new HostPath(file.toString()), "gate");
    var none = Optional.<String>empty();
    for (var sh : Sh.installed()) {
      Files.writeString(file, "127.0.0.1 localhost\n192.0.2.7 gate\n");
      assertEquals(Optional.of("192.0.2.7"), sh.look(fact, Detail.STATE));

      fact.changes(Optional.of("192.0.2.7"), none).forEach(sh::carryOut);
      assertEquals(none, sh.look(fact, Detail.STATE));

      fact.changes(none, Optional.of("192.0.2.8")).forEach(sh::carryOut);
      assertEquals(
          List.of("127.0.0.1 localhost", "192.0.2.8 gate"), Files.readAllLines(file), sh::toString);
    }
  }

  @Test
  void whatIsNoAddressIsRefused() {
    var path = new HostPath("/etc/hosts");
    assertThrows(
        IllegalArgumentException.class, () -> new HostsEntry("gate", Optional.of("gate"), path));
  }
}
