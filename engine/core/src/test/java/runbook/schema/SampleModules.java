package runbook.schema;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Shorthand;
import runbook.module.Want;
import runbook.module.param.ControllerPath;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.module.param.LocalFile;
import runbook.module.param.RenderedTemplate;

/** Modules with every type of parameter. */
public final class SampleModules {

  private SampleModules() {}

  public static final List<Class<? extends Module>> MODULES =
      List.of(Unpack.class, Say.class, Render.class, Ping.class, Paint.class);

  /** Has most types of parameters. */
  @Doc("Unpacks an archive.")
  @Example("unpack: {path: /opt, state: present}")
  public record Unpack(
      @Doc("Where to.") HostPath path,
      @Doc("The wanted state.") @Default("present") State state,
      @Doc("The mode of what is unpacked.") @Default("0755") FileMode mode,
      @Doc("Whether folders inside are unpacked too.") @Default("false") boolean recurse,
      @Doc("How many at a time.") @Default("4") int atOnce,
      @Doc("The largest size.") Optional<Long> maxSize,
      @Doc("How long it may take.") @Default("1m30s") Duration deadline,
      @Doc("What to leave out.") List<String> exclude,
      @Doc("Modes that are refused.") List<FileMode> refuse,
      @Doc("The environment of the command.") Map<String, String> environment,
      @Doc("The owner of the files.") Optional<Owner> owner,
      @Doc("What to do by default.") @Default("skip") Otherwise default_)
      implements Module {

    public Unpack {
      if (recurse && atOnce > 8) {
        throw new IllegalArgumentException("with 'recurse', 'at_once' is at most 8");
      }
    }

    @Override
    public List<Want> wants() {
      return List.of();
    }
  }

  /** The wanted state. */
  public enum State {
    @Doc("It is there.")
    PRESENT,
    @Doc("It is not there.")
    ABSENT,
    LINKED_HARD
  }

  /** A choice with a default. */
  public enum Otherwise {
    SKIP,
    FAIL
  }

  /** A nested record. */
  public record Owner(
      @Doc("The user's name.") String name, @Doc("The group's name.") Optional<String> group) {}

  /** Has a shorthand. */
  @Doc("Says something.")
  @Shorthand("text")
  @Example("say: hello")
  public record Say(@Doc("What to say.") String text, @Doc("How often.") @Default("1") int times)
      implements Module {
    @Override
    public List<Want> wants() {
      return List.of();
    }
  }

  /** Takes files on the controller. */
  @Doc("Renders a template.")
  @Example("render: {src: motd.mustache, extra: note}")
  public record Render(
      @Doc("The template.") RenderedTemplate src, @Doc("A file to add.") Optional<LocalFile> extra)
      implements Module {
    @Override
    public List<Want> wants() {
      return List.of();
    }
  }

  /** Has parameters with validated text. */
  @Doc("Paints a picture.")
  @Example("paint: {to: out.png, colours: [red]}")
  public record Paint(
      @Doc("The picture.") ControllerPath to, @Doc("What to paint with.") List<Colour> colours)
      implements Module {
    @Override
    public List<Want> wants() {
      return List.of();
    }
  }

  /** A validated text. */
  @Doc("a colour such as red")
  @Example("red")
  public record Colour(String name) {
    public Colour {
      if (!name.matches("[a-z]+")) {
        throw new IllegalArgumentException("'%s' is no colour".formatted(name));
      }
    }
  }

  /** Has no parameters. */
  @Doc("Does nothing.")
  @Example("ping:")
  public record Ping() implements Module {
    @Override
    public List<Want> wants() {
      return List.of();
    }
  }
}
