package runbook.modules.sysctl;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what can be wrong with a key and a value. */
class SysctlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "vm", "vm.", ".vm.x", "-vm.x", "../x", "vm/../x", "vm./x", "/vm/x", "vm.x y", "vm.x\n"
      })
  void refusesInvalidKey(String key) {
    assertThrows(IllegalArgumentException.class, () -> new Sysctl(key, "1", true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1\n2", "1\n", " 1", "1  2", "1\t2"})
  void refusesInvalidValue(String value) {
    assertThrows(IllegalArgumentException.class, () -> new Sysctl("vm.x", value, true));
  }
}
