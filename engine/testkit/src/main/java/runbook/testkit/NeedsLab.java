package runbook.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * This test needs real hosts: it gets them as a parameter of type {@link RealHosts}, and is skipped
 * with the reason where there can be none.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LabExtension.class)
public @interface NeedsLab {

  /** How many; they are host1 and on. */
  int hosts() default 3;

  /** The text of an inventory whose hosts get doubles, or its file, instead of a number of them. */
  String inventory() default "";

  /**
   * What {@link RealHosts#MIRROR} serves: the name of a {@link runbook.lab.MirrorSource}, for the
   * releases that can be had here. Where there are none the test is skipped.
   */
  String mirror() default "";

  /**
   * Whether every test gets hosts of its own, that nobody has used; otherwise tests of a class with
   * the same wish share them, and they are gone when the class is done: idle hosts cost the others
   * time.
   */
  boolean fresh() default false;
}
