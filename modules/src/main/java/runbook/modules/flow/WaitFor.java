package runbook.modules.flow;

import com.google.re2j.Pattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Fact;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.HostPath;
import runbook.modules.file.LinearRegex;
import runbook.modules.file.PathFact;

/** Waits for a port or a path. */
@Doc("Waits on the host until a port, a path or the content of a file is in the wanted state.")
@Example("wait_for: {path: \"{{ dir }}/lock\", state: absent, timeout: 30}")
@Example("wait_for: {port: 1, state: stopped, timeout: 30}")
public record WaitFor(
    @Doc("The host to connect to, by a name or address that the task's host knows.")
        @Default("127.0.0.1")
        String host,
    @Doc("The port to connect to.") Optional<Integer> port,
    @Doc("The path to look for; links are followed.") Optional<HostPath> path,
    @Doc("What to wait for.") @Default("started") AwaitedState state,
    @Doc("A regular expression for text in the file, or in what the port sends first.")
        Optional<String> searchRegex,
    @Doc("How long to wait.") @Default("300") Duration timeout,
    @Doc("How long to wait before the first attempt.") @Default("0") Duration delay,
    @Doc("How long to wait between attempts; by default this grows to two seconds.")
        Optional<Duration> sleep,
    @Doc("How long one attempt to connect may take.") @Default("5") Duration connectTimeout,
    @Doc("The message if the timeout passes.") Optional<String> msg)
    implements Module {

  /** The states that can be waited for. */
  public enum AwaitedState {
    @Doc("The port answers, or the path exists.")
    STARTED,
    @Doc("The same as 'started'.")
    PRESENT,
    @Doc("The port does not answer, or the path does not exist.")
    STOPPED,
    @Doc("The same as 'stopped'.")
    ABSENT,
    @Doc("The port has no connections left; it may still listen.")
    DRAINED
  }

  public WaitFor {
    if (port.isPresent() == path.isPresent()) {
      throw new IllegalArgumentException("give either 'port' or 'path'");
    }
    if (port.filter(p -> p < 1 || p > 65_535).isPresent()) {
      throw new IllegalArgumentException("'port' must be from 1 to 65535");
    }
    if (state == AwaitedState.DRAINED && port.isEmpty()) {
      throw new IllegalArgumentException("only a port can be 'drained'");
    }
    if (searchRegex.isPresent() && state != AwaitedState.STARTED && state != AwaitedState.PRESENT) {
      throw new IllegalArgumentException(
          "'search_regex' needs 'state: started' or 'state:" + " present'");
    }
    searchRegex.ifPresent(WaitFor::pattern);
  }

  private static Pattern pattern(String regex) {
    return LinearRegex.compile("search_regex", regex, Pattern.MULTILINE);
  }

  @Override
  public List<Want> wants() {
    var wants = new ArrayList<Want>();
    if (!delay.isZero()) {
      wants.add(new Want.Pause(delay));
    }
    if (path.isPresent()) {
      wants.add(searchRegex.isPresent() ? text(path.get()) : path(path.get()));
    } else if (state == AwaitedState.DRAINED) {
      wants.add(drained());
    } else {
      var fact = fact();
      wants.add(
          new Want.Require<>(
              fact,
              PortState::isTold,
              "the host has none of the programs that can try a connection: " + fact.programs()));
      wants.add(await(fact, this::isMet, this::missing));
    }
    return wants;
  }

  private boolean isWantedThere() {
    return state == AwaitedState.STARTED || state == AwaitedState.PRESENT;
  }

  private PortFact fact() {
    return new PortFact(host, port.orElseThrow(), connectTimeout, searchRegex.isPresent());
  }

  private boolean isMet(PortState seen) {
    return seen.isOpen() == isWantedThere() && finds(seen.greeting());
  }

  private boolean finds(String text) {
    return searchRegex.map(regex -> pattern(regex).matcher(text).find()).orElse(true);
  }

  private String missing(PortState seen) {
    var name = fact().label();
    if (!isWantedThere()) {
      return name + " still answers";
    }
    return seen.isOpen()
        ? "%s answers, but its text does not match '%s'".formatted(name, searchRegex.orElseThrow())
        : name + " does not answer";
  }

  private Want path(HostPath what) {
    return await(
        PathFact.anything(what),
        there -> there == isWantedThere(),
        there -> what + (there ? " is still there" : " is not there"));
  }

  private Want text(HostPath what) {
    return await(
        new FileTailFact(what),
        text -> text.filter(this::finds).isPresent(),
        text ->
            text.isEmpty()
                ? what + " is not there"
                : "'%s' is not in %s".formatted(searchRegex.orElseThrow(), what));
  }

  private Want drained() {
    return await(
        new ConnectionCountFact(port.orElseThrow()),
        count -> count == 0,
        count ->
            "port %d still has %s"
                .formatted(
                    port.orElseThrow(), count == 1 ? "1 connection" : count + " connections"));
  }

  private <S> Want await(Fact<S> fact, Predicate<S> met, Function<S, String> missing) {
    return new Want.Await<>(
        fact,
        met,
        timeout,
        seen -> msg.map(said -> said + "\n" + missing.apply(seen)).orElse(missing.apply(seen)),
        sleep);
  }
}
