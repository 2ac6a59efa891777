package runbook.module;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing on a host, such as a file or a unit. A fact is a record; equal facts are the same
 * thing.
 *
 * @param <S> the state: an immutable value, compared with {@code equals}
 */
public interface Fact<S> {

  /** Names the fact to the user: {@code /etc/motd}, {@code unit ssh.service}. */
  String label();

  /** Returns a script that changes nothing and prints output that {@link #read} understands. */
  Script query(Detail detail);

  S read(ScriptOutput scriptOutput) throws Unreadable;

  /**
   * Returns exactly what the query prints, and its exit status, when the fact is in this state.
   * With it, a host can carry out this step and the next ones in one request, and compares the
   * output itself. Empty if the output cannot be known; the host then stops before this step. If it
   * is given, {@link #changes} is also called for steps that may not run in the end, so it must
   * only return data.
   */
  default Optional<ScriptOutput> expectedOutput(S state, Detail detail) {
    return Optional.empty();
  }

  /**
   * Returns the changes that lead from one state to another. They run in order until one fails.
   * Called only when they are about to run.
   *
   * @throws java.io.UncheckedIOException if the controller lacks something they need; the message
   *     of the cause explains it to the user
   */
  List<Change> changes(S from, S to);

  /** Returns the differences shown to the user. */
  default List<Difference> differences(S from, S to) {
    return List.of(new Difference.ValueDifference(label(), from.toString(), to.toString()));
  }

  /** Returns the state as values for {@code register}. */
  default Map<String, Object> values(S state) {
    return Map.of();
  }

  /**
   * Returns the places this fact reads and its changes write. By default that is the whole host:
   * the fact is read again after any other change, and check mode then calls it unknown.
   */
  default List<Place> places() {
    return List.of(new Place.Everything());
  }

  /** Returns further places that this fact reads but its changes never write. */
  default List<Place> reads() {
    return List.of();
  }

  /**
   * Returns what a change writes, if that is less than all {@link #places}, or if the states of
   * other facts there are known too. All of it must lie within the places.
   */
  default List<Write> writes(S from, S to) {
    return places().stream().map(Write::to).toList();
  }

  /**
   * Returns the state this fact would have after earlier steps. Check mode calls it when one of
   * them would write to a place this fact reads. If the fact does not query all such writes, its
   * state counts as unknown.
   *
   * @param seen the current state on the host
   * @throws Unforeseeable if the state cannot be predicted; check mode then calls the step unknown
   */
  default S foresee(S seen, ForeseenStates earlier) throws Unforeseeable {
    throw new Unforeseeable(label() + " may be changed by an earlier step");
  }

  /** The extent of a reading. */
  enum Detail {
    /** Enough to compare. */
    STATE,
    /** Also what {@code --diff} shows, such as a file's text. */
    TEXT
  }
}
