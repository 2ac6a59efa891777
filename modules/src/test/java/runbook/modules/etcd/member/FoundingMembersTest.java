package runbook.modules.etcd.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoundingMembersTest {

  private static List<List<String>> members(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> List.of("https://10.28.0.1%d:2380".formatted(i)))
        .toList();
  }

  @Test
  void clusterIdEqualsThatOfEtcd() {
    // The ids are from a log of etcd 3.5.30.
    assertEquals(0x563b27a4bbf4f106L, new FoundingMembers(members(6), "main-1").cluster());
  }

  @Test
  void clusterIdDependsOnMembersAndToken() {
    var six = new FoundingMembers(members(6), "main-1").cluster();
    assertNotEquals(six, new FoundingMembers(members(5), "main-1").cluster());
    assertNotEquals(six, new FoundingMembers(members(6), "main-2").cluster());
  }
}
