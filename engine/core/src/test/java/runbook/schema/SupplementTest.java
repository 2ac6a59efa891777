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
import runbook.module.param.Content;
import runbook.module.param.Entries;
import runbook.module.param.LocalFile;
import runbook.module.param.Remark;
import runbook.module.param.Remark.Level;
import runbook.module.param.Remark.Part;
import runbook.module.param.Supplement;
import runbook.module.param.Template;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

class SupplementTest {

  /** Fills in a template with what paint is made of. */
  @Doc("Paints.")
  public record Paint(@Doc("What with.") Template src, @Doc("The paint.") Optional<Colours> colours)
      implements Module {
    @Override
    public List<Want> wants() {
      return List.of();
    }
  }

  /** Dislikes red, doubts green, and speaks of the brand once it is known. */
  public record Colours(@Doc("The brand.") Optional<String> brand, @Doc("The parts.") Entries parts)
      implements Supplement {

    @Override
    public Map<String, Object> variables() {
      return Map.of("parts", String.join("+", parts.known().keySet()));
    }

    @Override
    public List<Remark> remarks() {
      var remarks = new ArrayList<Remark>();
      brand.ifPresent(
          b -> remarks.add(remark(Level.DOUBTFUL, List.of("brand"), Part.VALUE, "good old " + b)));
      if (parts.known().containsKey("red")) {
        remarks.add(remark(Level.WRONG, List.of("parts", "red"), Part.NAME, "red is out"));
      }
      if (parts.known().get("shades") instanceof List<?> shades && shades.contains("green")) {
        var path = List.of("parts", "shades", String.valueOf(shades.indexOf("green")));
        remarks.add(remark(Level.DOUBTFUL, path, Part.VALUE, "is green right?"));
      }
      return remarks;
    }

    private static Remark remark(Level level, List<String> path, Part part, String message) {
      return new Remark(level, path, part, message, "");
    }
  }

  private static final ModuleSchema PAINT = ModuleSchema.of(Paint.class);

  private final Problems problems = new Problems();

  /** Shows what a template would find. */
  private record Shown(Map<String, ?> variables) implements Materials {

    @Override
    public Path root() {
      return Path.of("/");
    }

    @Override
    public Knowledge<LocalFile> file(Node.Scalar name, Problems problems) {
      return Invalid.told();
    }

    @Override
    public Knowledge<Template> template(Node.Scalar name, Problems problems) {
      return new Known<>(new Template(name.raw(), Content.of("made of " + variables.get("parts"))));
    }

    @Override
    public Materials with(Map<String, ?> more) {
      return new Shown(more);
    }
  }

  private Knowledge<Module> bind(String arguments) {
    var map =
        (Node.Mapping) YamlReader.read(new Source("t.yml", arguments), problems).orElseThrow();
    return Binder.bind(PAINT, unknown(map), map.at(), new Shown(Map.of()), problems);
  }

  /** Whatever is written as a question mark is not known yet. */
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
    return problems.doubts().stream().map(p -> p.at() + " " + p.message()).toList();
  }

  private List<String> wrong() {
    return problems.all().stream().map(p -> p.at() + " " + p.message()).toList();
  }

  @Test
  void aTemplateFindsWhatIsAddedToItsVariablesInWhateverOrderTheyStand() {
    var binding = bind("src: x\ncolours: {parts: {blue: 1, white: [2, 3]}}");
    assertEquals(List.of(), wrong());
    var paint = (Paint) binding.known().orElseThrow();
    assertEquals(Content.of("made of blue+white"), paint.src().content());
  }

  @Test
  void whatIsWrongIsSaidAtItsPlace() {
    assertInstanceOf(Invalid.class, bind("src: x\ncolours:\n  parts:\n    red: 1\n"));
    assertEquals(List.of("t.yml:4:5 red is out"), wrong());
  }

  @Test
  void whatIsDoubtfulIsSaidAndHoldsNothingUp() {
    var binding = bind("src: x\ncolours:\n  parts: {shades: [blue, green]}\n");
    assertInstanceOf(Known.class, binding);
    assertEquals(List.of("t.yml:3:26 is green right?"), doubts());
  }

  @Test
  void whatIsKnownIsJudgedBeforeTheRestIs() {
    assertInstanceOf(
        Invalid.class, bind("src: x\ncolours: {brand: \"?\", parts: {red: 1, x: \"?\"}}"));
    assertEquals(List.of("t.yml:2:31 red is out"), wrong());
  }

  @Test
  void aTemplateIsNotFilledInBeforeAllIsKnown() {
    var late = assertInstanceOf(Unknown.class, bind("src: x\ncolours: {parts: {b: \"?\"}}"));
    assertEquals("what is not known yet: b", late.why());
    var brand = bind("src: x\ncolours: {brand: \"?\", parts: {b: 1}}");
    assertEquals("a question", assertInstanceOf(Unknown.class, brand).why());
    assertEquals(List.of(), wrong());
  }

  @Test
  void numbersAreTakenAsTheyAreWritten() {
    bind("src: x\ncolours: {brand: 1.10, parts: {}}");
    assertEquals(List.of("t.yml:2:18 good old 1.10"), doubts());
  }

  @Test
  void aNameWithoutAValueIsAMistake() {
    bind("src: x\ncolours: {parts: {blue: }}");
    assertEquals(List.of("t.yml:2:24 'blue' of 'parts' has no value"), wrong());
  }
}
