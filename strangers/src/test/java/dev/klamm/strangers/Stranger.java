package dev.klamm.strangers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.AppInfoParser;

/** Whose program a class of tests runs. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
public @interface Stranger {
  /** The program's name, with what of it is used. */
  String value();

  /** What says its version. */
  Class<? extends Supplier<String>> version() default KafkaVersion.class;

  /** The version of Kafka's libraries on the class path. */
  final class KafkaVersion implements Supplier<String> {
    @Override
    public String get() {
      return AppInfoParser.getVersion();
    }
  }
}
