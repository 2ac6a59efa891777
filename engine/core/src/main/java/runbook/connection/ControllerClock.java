package runbook.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The time during which this machine ran. A machine that stands still, or that is late itself, must
 * not take others for silent: the clock stands still with it, and {@link #load} tells how late it
 * is.
 */
public final class ControllerClock {

  private static final Duration TICK = Duration.ofMillis(100);

  /** The longest time between two ticks that counts. */
  private static final long LONGEST_TICK = TICK.toNanos() * 3;

  /** The weight of one tick in the average, which covers about two seconds. */
  private static final double WEIGHT = 0.05;

  private static final double HIGHEST_LOAD = 12;
  private static final Path LOADAVG = Path.of("/proc/loadavg");

  private final LongSupplier wallClock;
  private final Supplier<OptionalDouble> waitingPerProcessor;
  private long lastTick;
  private long ran;
  private double load = 1;

  ControllerClock(LongSupplier wallClock, Supplier<OptionalDouble> waitingPerProcessor) {
    this.wallClock = wallClock;
    this.waitingPerProcessor = waitingPerProcessor;
    lastTick = wallClock.getAsLong();
  }

  private static final class Shared {
    private static final ControllerClock CLOCK =
        new ControllerClock(System::nanoTime, ControllerClock::runnablePerProcessor);

    static {
      Thread.ofPlatform().daemon().name("controller clock").start(CLOCK::tickForever);
    }
  }

  /** Returns the clock of this process. */
  public static ControllerClock shared() {
    return Shared.CLOCK;
  }

  private void tickForever() {
    try {
      while (true) {
        Thread.sleep(TICK);
        tick();
      }
    } catch (InterruptedException e) {
      // Nothing interrupts this thread but the end of the program.
      Thread.currentThread().interrupt();
    }
  }

  void tick() {
    var waiting = waitingPerProcessor.get();
    synchronized (this) {
      long passed = wallClock.getAsLong() - lastTick;
      ran += Math.min(passed, LONGEST_TICK);
      lastTick += passed;
      double late = (double) passed / TICK.toNanos();
      double now = Math.clamp(Math.max(late, waiting.orElse(1)), 1, HIGHEST_LOAD);
      load += (now - load) * WEIGHT;
    }
  }

  /** Returns nanoseconds that only go forward, and only while this machine runs. */
  public synchronized long nanos() {
    return ran + Math.min(wallClock.getAsLong() - lastTick, LONGEST_TICK);
  }

  /** Returns how many times longer than usual work on this machine takes at present; 1 if idle. */
  public synchronized double load() {
    return load;
  }

  private static final class Processors {
    /** All of the machine's, like the threads; a container that has fewer shows by late ticks. */
    static final int ONLINE = count();

    private static int count() {
      try (var lines = Files.lines(Path.of("/proc/stat"))) {
        return Math.max(1, (int) lines.filter(line -> line.matches("cpu\\d.*")).count());
      } catch (IOException e) {
        return Runtime.getRuntime().availableProcessors();
      }
    }
  }

  /** Linux tells how many threads want to run now. */
  private static OptionalDouble runnablePerProcessor() {
    try {
      var words = Files.readString(LOADAVG).split("[ /]", -1);
      // One of them is this thread.
      double others = Integer.parseInt(words[3]) - 1;
      return OptionalDouble.of(others / Processors.ONLINE);
    } catch (IOException | RuntimeException e) {
      // Other systems do not tell; late ticks still do.
      return OptionalDouble.empty();
    }
  }
}
