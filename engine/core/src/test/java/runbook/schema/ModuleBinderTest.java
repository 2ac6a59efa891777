package runbook.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Module;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.module.param.LocalFile;
import runbook.module.param.RenderedTemplate;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

class ModuleBinderTest {

  private static final ModuleRegistry MODULES = ModuleRegistry.of(SampleModules.MODULES);
  private final Problems problems = new Problems();

  /** Knows one file and one template; the template called unknown is not known yet. */
  static final ParameterSource MATERIALS =
      new ParameterSource() {
        @Override
        public Path root() {
          return Path.of("/books");
        }

        @Override
        public Knowledge<LocalFile> file(Node.Scalar name, Problems problems) {
          return new Known<>(new LocalFile(name.raw(), FileContent.of("a file")));
        }

        @Override
        public Knowledge<RenderedTemplate> template(Node.Scalar name, Problems problems) {
          return name.raw().equals("unknown")
              ? new Unknown<>("the template needs a fact")
              : new Known<>(new RenderedTemplate(name.raw(), FileContent.of("filled")));
        }
      };

  private Knowledge<Module> bind(String task) {
    var source = new Source("t.yml", task);
    var map = (Node.Mapping) YamlReader.read(source, problems).orElseThrow();
    var entry = map.entries().getFirst();
    var schema = MODULES.find(entry.key().raw()).orElseThrow();
    return schema
        .arguments(entry.key(), entry.value(), problems)
        .map(a -> ModuleBinder.bind(schema, a, entry.key().at(), MATERIALS, problems))
        .orElseGet(Invalid::reported);
  }

  private <T> T bound(Class<T> type, String task) {
    var binding = bind(task);
    assertEquals(List.of(), problems.all());
    return type.cast(binding.known().orElseThrow());
  }

  @Test
  void missingParameterGetsDefault() {
    assertEquals(
        new SampleModules.Unpack(
            new HostPath("/opt"),
            SampleModules.State.PRESENT,
            new FileMode(0755),
            false,
            4,
            Optional.empty(),
            Duration.ofSeconds(90),
            List.of(),
            List.of(),
            Map.of(),
            Optional.empty(),
            SampleModules.Otherwise.SKIP),
        bound(SampleModules.Unpack.class, "unpack: {path: /opt}"));
  }

  @Test
  void everyParameterTypeIsRead() {
    assertEquals(
        new SampleModules.Unpack(
            new HostPath("/opt"),
            SampleModules.State.LINKED_HARD,
            new FileMode(0600),
            true,
            8,
            Optional.of(5_000_000_000L),
            Duration.ofHours(1),
            List.of("a", "7", "1.10"),
            List.of(new FileMode(0777)),
            Map.of("LANG", "C", "N", "1"),
            Optional.of(new SampleModules.Owner("root", Optional.of("wheel"))),
            SampleModules.Otherwise.FAIL),
        bound(
            SampleModules.Unpack.class,
            """
            unpack:
              path: /opt/
              state: linked_hard
              mode: "0600"
              recurse: true
              at_once: 8
              max_size: 5000000000
              deadline: 1h
              exclude: [a, 7, 1.10]
              refuse: ["0777"]
              environment: {LANG: C, N: 1}
              owner: {name: root, group: wheel}
              default: fail
            """));
  }

  @Test
  void plainValueIsTheShorthandParameter() {
    assertEquals(
        new SampleModules.Say("hello you", 1), bound(SampleModules.Say.class, "say: hello you"));
    assertEquals(
        new SampleModules.Say("7", 2), bound(SampleModules.Say.class, "say: {text: 7, times: 2}"));
  }

  @Test
  void aModuleWithoutParametersNeedsNoValue() {
    assertEquals(new SampleModules.Ping(), bound(SampleModules.Ping.class, "ping:"));
    assertEquals(new SampleModules.Ping(), bound(SampleModules.Ping.class, "ping: {}"));
  }

  @Test
  void filesAndTemplatesComeFromFileSource() {
    var render = bound(SampleModules.Render.class, "render: {src: motd, extra: note}");
    assertEquals("motd", render.src().name());
    assertEquals("note", render.extra().orElseThrow().name());
  }

  @ParameterizedTest
  @CsvSource({"out.png, /books/out.png", "../out, /out", "/tmp//out/, /tmp/out"})
  void controllerPathsAreRelativeToThePlaybook(String written, String path) {
    var paint = bound(SampleModules.Paint.class, "paint: {to: %s}".formatted(written));
    assertEquals(path, paint.to().toString());
  }

  @Test
  void recordValidatesItsText() {
    var paint = bound(SampleModules.Paint.class, "paint: {to: /out, colours: [red, blue]}");
    assertEquals(
        List.of(new SampleModules.Colour("red"), new SampleModules.Colour("blue")),
        paint.colours());
  }

  @Test
  void unknownTemplateMakesModuleUnknown() {
    assertEquals(new Unknown<>("the template needs a fact"), bind("render: {src: unknown}"));
    assertTrue(problems.none());
  }

  private Knowledge<Module> bindWith(String parameter, Object value, String rest) {
    var source = new Source("t.yml", rest);
    var map = (Node.Mapping) YamlReader.read(source, problems).orElseThrow();
    var at = source.at(1, 1);
    var entries = new java.util.ArrayList<>(map.entries());
    entries.add(
        new Node.Entry(
            new Node.Scalar(at, parameter, parameter, true, false),
            new Node.Scalar(at, "{{ x }}", value, false, false)));
    return ModuleBinder.bind(
        MODULES.find("unpack").orElseThrow(),
        new Node.Mapping(at, entries),
        at,
        MATERIALS,
        problems);
  }

  @Test
  void unknownValueMakesModuleUnknown() {
    assertEquals(new Unknown<>("not run"), bindWith("mode", new Unknown<>("not run"), "path: /a"));
  }

  @Test
  void otherParametersAreCheckedDespiteUnknownValue() {
    assertEquals(
        Invalid.reported(), bindWith("mode", new Unknown<>("not run"), "{path: /a, state: gone}"));
    assertEquals(1, problems.all().size());
  }

  @Test
  void anUnknownItemMakesTheListUnknown() {
    var list = List.of("a", new Unknown<>("not run"));
    assertEquals(new Unknown<>("not run"), bindWith("exclude", list, "path: /a"));
  }

  @Test
  void listFromVariableIsAList() {
    var unpack = unpacking(bindWith("exclude", List.of("a", 1L), "{path: /a}"));
    assertEquals(List.of("a", "1"), unpack.exclude());
  }

  @Test
  void numberFromVariableIsANumber() {
    assertEquals(3, unpacking(bindWith("at_once", 3L, "{path: /a}")).atOnce());
  }

  private static SampleModules.Unpack unpacking(Knowledge<Module> bound) {
    return (SampleModules.Unpack) bound.known().orElseThrow();
  }

  @Test
  void problemsDoNotShowSecrets() {
    bind("unpack: {path: /a, state: !secret hunter2}");
    assertEquals(
        List.of(),
        problems.all().stream().map(Problem::message).filter(m -> m.contains("hunter2")).toList());
    assertEquals(1, problems.all().size());
  }

  @ParameterizedTest
  @CsvSource({
    "30s, PT30S",
    "2m, PT2M",
    "1h30m, PT1H30M",
    "1h1m1s, PT1H1M1S",
    "90d, PT2160H",
    "5y, PT43800H",
    "1y1d1s, PT8784H1S",
    "0, PT0S",
    "90, PT1M30S"
  })
  void commonFormsOfDurationsAreRead(String text, Duration duration) {
    Object value = text.matches("\\d+") ? Long.valueOf(text) : text;
    assertEquals(Optional.of(duration), DurationParser.of(value));
  }

  @ParameterizedTest
  @CsvSource({"30", "s", "1 h", "-5s", "''", "1m1h", "1d1y", "5 minutes"})
  void invalidDurationIsRefused(String text) {
    assertEquals(Optional.empty(), DurationParser.of(text));
  }
}
