package runbook.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnowledgeTest {

  private static final Knowledge<Integer> ONE = new Known<>(1);
  private static final Knowledge<Integer> LATER = new Unknown<>("not run yet");
  private static final Knowledge<Integer> WRONG = new Invalid<>("not a number");

  @Test
  void mappedValueIsKnownIfValueIs() {
    assertEquals(new Known<>("1"), ONE.map(String::valueOf));
    assertEquals(new Unknown<>("not run yet"), LATER.map(String::valueOf));
    assertEquals(new Invalid<>("not a number"), WRONG.map(String::valueOf));
  }

  @Test
  void mappedValueMayBeUnknown() {
    assertEquals(new Unknown<>("x"), ONE.flatMap(_ -> new Unknown<>("x")));
    assertEquals(LATER, LATER.flatMap(_ -> ONE));
  }

  @Test
  void onlyKnownValuesPassATest() {
    assertTrue(ONE.is(n -> n == 1));
    assertFalse(ONE.is(n -> n == 2));
    assertFalse(LATER.is(_ -> true));
    assertFalse(WRONG.is(_ -> true));
  }

  @Test
  void onlyKnownValuesAreReturned() {
    assertEquals(Optional.of(1), ONE.known());
    assertEquals(Optional.empty(), LATER.known());
    assertEquals(Optional.empty(), WRONG.known());
  }

  @Test
  void listIsKnownIfEachItemIs() {
    assertEquals(new Known<>(List.of(1, 1)), Knowledge.all(List.of(ONE, ONE)));
    assertEquals(new Known<>(List.of()), Knowledge.all(List.of()));
  }

  @Test
  void reasonOfFirstUnknownIsKept() {
    assertEquals(
        new Unknown<>("not run yet"),
        Knowledge.all(List.of(ONE, LATER, new Unknown<Integer>("something else"))));
  }

  @Test
  void invalidWinsOverUnknown() {
    assertEquals(new Invalid<>("not a number"), Knowledge.all(List.of(LATER, WRONG)));
  }
}
