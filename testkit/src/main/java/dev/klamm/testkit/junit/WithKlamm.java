package dev.klamm.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests a broker of their own, in memory and without a port.
 *
 * <pre>{@code
 * @WithKlamm(topics = "orders:3")
 * class OrdersTest {
 *   @Test
 *   void ordersArrive(EmbeddedKlamm klamm) { ... }        // its producers, consumers and admin
 *
 *   @Test
 *   void ordersArriveOverTcp(Endpoint bootstrap) { ... }  // for any client of Kafka
 * }
 * }</pre>
 *
 * <p>On a class, the broker starts when the first test asks for it, serves all tests of the class,
 * and is closed with its clients after the last. On a method, it is that method's alone, also where
 * the class has one. Constructors and life cycle methods may ask for the class's too.
 *
 * <p>An {@code Endpoint} is a TCP port on the loopback address, opened for the first test that
 * asks; this needs {@code klamm-transport-tcp} on the class path.
 *
 * @since 0.1
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(KlammExtension.class)
public @interface WithKlamm {

  /** Topics to begin with: names, or {@code name:partitions}. */
  String[] topics() default {};

  /** Kafka's keys and their values for the broker: {@code num.partitions=3}. */
  String[] settings() default {};

  /** The store: {@code klamm:memory}, or {@code klamm:file:} and a directory. */
  String storage() default "klamm:memory";
}
