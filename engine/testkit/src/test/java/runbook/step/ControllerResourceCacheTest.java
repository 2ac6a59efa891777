package runbook.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runbook.module.ControllerResource;
import runbook.module.Fact;
import runbook.module.Unobtainable;
import runbook.module.Want;
import runbook.testkit.FakeHost;

@Timeout(30)
final class ControllerResourceCacheTest {

  private static final Target.TargetOptions MANNER =
      new Target.TargetOptions(Optional.empty(), Fact.Detail.STATE, Duration.ofSeconds(5));

  private final CounterFact counterFact = CounterFact.named("a");
  private final AtomicInteger times = new AtomicInteger();
  private final StepServices stepServices = StepServices.standalone();

  /** A resource that equals all others of the same name. */
  private record TestResource(String name, Does does) implements ControllerResource {

    private interface Does {
      Map<String, Object> come() throws Unobtainable, InterruptedException;
    }

    @Override
    public Map<String, Object> obtain() throws Unobtainable, InterruptedException {
      return does.come();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof TestResource testResource && testResource.name.equals(name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  @Test
  void hostsShareSameResource() throws Exception {
    var testResource = new TestResource("etcd", () -> Map.of("time", times.incrementAndGet()));
    assertEquals(
        Map.of("time", 1), stepServices.controllerResourceCache().get(testResource, stepServices));
    assertEquals(
        Map.of("time", 1), stepServices.controllerResourceCache().get(testResource, stepServices));
    var another = new TestResource("other", testResource.does());
    assertEquals(
        Map.of("time", 2), stepServices.controllerResourceCache().get(another, stepServices));
  }

  @Test
  void concurrentRequestsWaitForTheFirst() throws Exception {
    var atIt = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var testResource =
        new TestResource(
            "etcd",
            () -> {
              atIt.countDown();
              release.await();
              return Map.of("time", times.incrementAndGet());
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Map<String, Object>> get =
          () -> stepServices.controllerResourceCache().get(testResource, stepServices);
      var first = threads.submit(get);
      atIt.await();
      var second = threads.submit(get);
      release.countDown();
      assertEquals(Map.of("time", 1), first.get());
      assertEquals(Map.of("time", 1), second.get());
    }
  }

  @Test
  void failureAndHintAreShared() {
    var testResource =
        new TestResource(
            "etcd",
            () -> {
              times.incrementAndGet();
              throw new Unobtainable("no mirror has it", "name another");
            });
    for (int i = 0; i < 2; i++) {
      var failed =
          assertThrows(
              StepFailed.class,
              () -> stepServices.controllerResourceCache().get(testResource, stepServices));
      assertEquals("no mirror has it", failed.failure().message());
      assertEquals("name another", failed.failure().hint());
    }
    assertEquals(1, times.get());
  }

  @Test
  void interruptedRequestLeavesItToTheNext() throws Exception {
    var atIt = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    var testResource =
        new TestResource(
            "etcd",
            () -> {
              if (times.incrementAndGet() == 1) {
                atIt.countDown();
                never.await();
              }
              return Map.of("time", times.get());
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Map<String, Object>> get =
          () -> stepServices.controllerResourceCache().get(testResource, stepServices);
      var first = threads.submit(get);
      atIt.await();
      var second = threads.submit(get);
      first.cancel(true);
      assertEquals(Map.of("time", 2), second.get());
    }
  }

  @Test
  void obtainedResourceIsInResultAndDependsOnFacts() throws Exception {
    var host = new FakeHost().has(counterFact, 7);
    for (boolean check : List.of(true, false)) {
      var callResult =
          new ModuleCall(host, new HostStateCache(host), check, false, MANNER, stepServices)
              .run(() ->
                  List.of(
                      new Want.Obtain<>("", counterFact, c -> () -> Map.of("arch", c)),
                      new Want.Obtain<>("release", counterFact, c -> () -> Map.of("arch", c))));
      assertEquals(Map.of("arch", 7, "release", Map.of("arch", 7)), callResult.values());
    }
    assertEquals(1, host.traffic().roundTrips() / 2, "looked at once for each call");
  }

  @Test
  void progressIsReported() throws Exception {
    var told = new ArrayList<String>();
    var heard =
        new StepServices(
            stepServices.waitStrategy(), stepServices.controllerResourceCache(), told::add);
    ControllerResource controllerResource =
        new ControllerResource() {
          @Override
          public Map<String, Object> obtain() {
            throw new AssertionError("it has a way to tell of its progress");
          }

          @Override
          public Map<String, Object> obtain(Consumer<String> progress) {
            progress.accept("half of it");
            return Map.of();
          }
        };
    assertTrue(heard.controllerResourceCache().get(controllerResource, heard).isEmpty());
    assertEquals(List.of("half of it"), told);
  }
}
