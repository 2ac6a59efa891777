package runbook.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test that needs real hosts, as a parameter of type {@link LabHosts}. If no lab can run,
 * the test is skipped with the reason.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LabExtension.class)
public @interface NeedsLab {

  /** The number of hosts, named host1 and on. */
  int hosts() default 3;

  /** The text or file of an inventory whose hosts to copy, instead of a number of hosts. */
  String inventory() default "";

  /**
   * The name of a {@link runbook.lab.MirrorSource} whose releases {@link LabHosts#MIRROR} serves.
   * If this machine cannot get any, the test is skipped.
   */
  String mirror() default "";

  /**
   * Whether every test gets fresh hosts. Otherwise tests of a class with the same requirements
   * share them. They are removed after the class, because idle hosts slow down the others.
   */
  boolean fresh() default false;
}
