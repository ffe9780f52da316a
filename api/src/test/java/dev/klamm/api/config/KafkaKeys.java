package dev.klamm.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/** Holds a definition of ours against the one of Kafka's client. */
public final class KafkaKeys {
  private KafkaKeys() {}

  /**
   * Every key of Kafka is known to ours under the same name, and ours has no others but its own.
   */
  public static void assertSameNames(ConfigDefinition ours, ConfigDef theirs) {
    Set<String> foreign = new TreeSet<>(ours.names());
    foreign.removeIf(name -> name.startsWith(ConfigDefinition.OWN_PREFIX));
    assertThat(foreign).containsExactlyInAnyOrderElementsOf(theirs.names());
  }

  /** Every default is Kafka's, but for the named keys. */
  public static void assertSameDefaults(
      ConfigDefinition ours, ConfigDef theirs, Set<String> except) {
    TreeMap<String, String> expected = new TreeMap<>();
    TreeMap<String, String> actual = new TreeMap<>();
    for (ConfigDef.ConfigKey key : theirs.configKeys().values()) {
      if (!except.contains(key.name)) {
        expected.put(key.name, key.hasDefault() ? text(key.defaultValue) : "");
        actual.put(key.name, ours.key(key.name).defaultText());
      }
    }
    assertThat(actual).isEqualTo(expected);
  }

  private static String text(Object value) {
    if (value == null || value instanceof Password) {
      return "";
    }
    if (value instanceof Class<?> type) {
      return type.getName();
    }
    return value instanceof Collection<?> items
        ? String.join(",", items.stream().map(KafkaKeys::text).toList())
        : value.toString();
  }

  /** Every constant of Kafka's class that names a key is a constant of ours with the same value. */
  public static void assertSameConstants(Class<?> ours, Class<?> theirs, ConfigDef definition)
      throws Exception {
    for (Field field : theirs.getFields()) {
      boolean namesKey =
          Modifier.isStatic(field.getModifiers())
              && field.getType() == String.class
              && field.getName().endsWith("_CONFIG")
              && !field.isAnnotationPresent(Deprecated.class)
              && definition.names().contains(String.valueOf(field.get(null)));
      if (namesKey) {
        assertThat(ours.getField(field.getName()).get(null))
            .as(field.getName())
            .isEqualTo(field.get(null));
      }
    }
  }

  /** Every key says what it means, and every key that is not honoured says why. */
  public static void assertDescribed(ConfigDefinition ours) {
    for (ConfigKey<?> key : ours.keys()) {
      assertThat(key.doc()).as(key.name()).isNotBlank();
      assertThat(key.reason().isEmpty())
          .as(key.name())
          .isEqualTo(key.support() == Support.HONOURED);
    }
  }

  /** The names that the definitions pass over as those of other clients are exactly Kafka's. */
  public static void assertKnownToSomeClient(List<ConfigDef> all) {
    Set<String> some = new TreeSet<>();
    all.forEach(definition -> some.addAll(definition.names()));
    some.removeIf(name -> all.stream().allMatch(definition -> definition.names().contains(name)));
    assertThat(KafkaKeyNames.OF_SOME_CLIENT).containsExactlyInAnyOrderElementsOf(some);
  }
}
