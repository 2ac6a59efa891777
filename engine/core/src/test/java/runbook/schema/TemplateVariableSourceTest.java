package runbook.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Doc;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.FileContent;
import runbook.module.param.FreeFormEntries;
import runbook.module.param.LocalFile;
import runbook.module.param.RenderedTemplate;
import runbook.module.param.TemplateVariableSource;
import runbook.module.param.ValueRemark;
import runbook.module.param.ValueRemark.EntryPart;
import runbook.module.param.ValueRemark.RemarkLevel;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

class TemplateVariableSourceTest {

  /** Renders a template with variables for paint. */
  @Doc("Paints.")
  public record Paint(
      @Doc("What with.") RenderedTemplate src, @Doc("The paint.") Optional<Colours> colours)
      implements Module {
    @Override
    public List<Want> wants() {
      return List.of();
    }
  }

  /** Rejects red, warns of green, and checks the brand once it is known. */
  public record Colours(
      @Doc("The brand.") Optional<String> brand, @Doc("The parts.") FreeFormEntries parts)
      implements TemplateVariableSource {

    @Override
    public Map<String, Object> variables() {
      return Map.of("parts", String.join("+", parts.known().keySet()));
    }

    @Override
    public List<ValueRemark> remarks() {
      var remarks = new ArrayList<ValueRemark>();
      brand.ifPresent(b ->
          remarks.add(
              remark(RemarkLevel.DOUBTFUL, List.of("brand"), EntryPart.VALUE, "good old " + b)));
      if (parts.known().containsKey("red")) {
        remarks.add(
            remark(RemarkLevel.WRONG, List.of("parts", "red"), EntryPart.NAME, "red is out"));
      }
      if (parts.known().get("shades") instanceof List<?> shades && shades.contains("green")) {
        var path = List.of("parts", "shades", String.valueOf(shades.indexOf("green")));
        remarks.add(remark(RemarkLevel.DOUBTFUL, path, EntryPart.VALUE, "is green right?"));
      }
      return remarks;
    }

    private static ValueRemark remark(
        RemarkLevel remarkLevel, List<String> path, EntryPart entryPart, String message) {
      return new ValueRemark(remarkLevel, path, entryPart, message, "");
    }
  }

  private static final ModuleSchema PAINT = ModuleSchema.of(Paint.class);

  private final Problems problems = new Problems();

  /** Prints the variables of a template. */
  private record Shown(Map<String, ?> variables) implements ParameterSource {

    @Override
    public Path root() {
      return Path.of("/");
    }

    @Override
    public Knowledge<LocalFile> file(Node.Scalar name, Problems problems) {
      return Invalid.reported();
    }

    @Override
    public Knowledge<RenderedTemplate> template(Node.Scalar name, Problems problems) {
      return new Known<>(
          new RenderedTemplate(name.raw(), FileContent.of("made of " + variables.get("parts"))));
    }

    @Override
    public ParameterSource with(Map<String, ?> more) {
      return new Shown(more);
    }
  }

  private Knowledge<Module> bind(String arguments) {
    var map =
        (Node.Mapping) YamlReader.read(new Source("t.yml", arguments), problems).orElseThrow();
    return ModuleBinder.bind(PAINT, unknown(map), map.at(), new Shown(Map.of()), problems);
  }

  /** A question mark is a value that is not known yet. */
  private static Node.Mapping unknown(Node.Mapping map) {
    return new Node.Mapping(
        map.at(),
        map.entries().stream().map(e -> new Node.Entry(e.key(), unknown(e.value()))).toList());
  }

  private static Node unknown(Node node) {
    return switch (node) {
      case Node.Mapping map -> unknown(map);
      case Node.Scalar s when s.raw().equals("?") ->
          new Node.Scalar(s.at(), s.raw(), new Unknown<>("a question"), false, false);
      default -> node;
    };
  }

  private List<String> doubts() {
    return problems.warnings().stream().map(p -> p.at() + " " + p.message()).toList();
  }

  private List<String> problemTexts() {
    return problems.all().stream().map(p -> p.at() + " " + p.message()).toList();
  }

  @Test
  void templateSeesAddedVariablesInAnyOrder() {
    var binding = bind("src: x\ncolours: {parts: {blue: 1, white: [2, 3]}}");
    assertEquals(List.of(), problemTexts());
    var paint = (Paint) binding.known().orElseThrow();
    assertEquals(FileContent.of("made of blue+white"), paint.src().fileContent());
  }

  @Test
  void errorsHaveTheirPosition() {
    assertInstanceOf(Invalid.class, bind("src: x\ncolours:\n  parts:\n    red: 1\n"));
    assertEquals(List.of("t.yml:4:5 red is out"), problemTexts());
  }

  @Test
  void warningsDoNotStopRun() {
    var binding = bind("src: x\ncolours:\n  parts: {shades: [blue, green]}\n");
    assertInstanceOf(Known.class, binding);
    assertEquals(List.of("t.yml:3:26 is green right?"), doubts());
  }

  @Test
  void knownVariablesAreCheckedBeforeOthersAreKnown() {
    assertInstanceOf(
        Invalid.class, bind("src: x\ncolours: {brand: \"?\", parts: {red: 1, x: \"?\"}}"));
    assertEquals(List.of("t.yml:2:31 red is out"), problemTexts());
  }

  @Test
  void templateIsRenderedWhenAllVariablesAreKnown() {
    var late = assertInstanceOf(Unknown.class, bind("src: x\ncolours: {parts: {b: \"?\"}}"));
    assertEquals("values that are not known yet: b", late.why());
    var brand = bind("src: x\ncolours: {brand: \"?\", parts: {b: 1}}");
    assertEquals("a question", assertInstanceOf(Unknown.class, brand).why());
    assertEquals(List.of(), problemTexts());
  }

  @Test
  void numbersKeepTheirWrittenForm() {
    bind("src: x\ncolours: {brand: 1.10, parts: {}}");
    assertEquals(List.of("t.yml:2:18 good old 1.10"), doubts());
  }

  @Test
  void nameWithoutValueIsReported() {
    bind("src: x\ncolours: {parts: {blue: }}");
    assertEquals(List.of("t.yml:2:24 'blue' of 'parts' has no value"), problemTexts());
  }
}
