package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigKey;
import dev.klamm.api.config.ConfigKeyBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the keys of a component. Those that are honoured are added one by one; those that are not
 * are written as a table, under one reason, with Kafka's defaults and limits.
 */
final class KeyList {

  private final List<ServerKey> keys = new ArrayList<>();

  List<ServerKey> keys() {
    return List.copyOf(keys);
  }

  KeyList readOnly(ValueType type, ConfigKey<?> key) {
    return add(type, UpdateMode.READ_ONLY, key);
  }

  KeyList clusterWide(ValueType type, ConfigKey<?> key) {
    return add(type, UpdateMode.CLUSTER_WIDE, key);
  }

  private KeyList add(ValueType type, UpdateMode mode, ConfigKey<?> key) {
    keys.add(new ServerKey(key, type, mode));
    return this;
  }

  /** Begins a table of keys that are checked and otherwise without effect. */
  Table withoutEffect(UpdateMode mode, String reason) {
    return new Table(mode, reason, false);
  }

  /** Begins a table of keys for which only the default is allowed. */
  Table refused(String reason) {
    return new Table(UpdateMode.READ_ONLY, reason, true);
  }

  /** Keys that share their mode and reason. A default of null means that there is none. */
  final class Table {

    private final UpdateMode mode;
    private final String reason;
    private final boolean refused;

    private Table(UpdateMode mode, String reason, boolean refused) {
      this.mode = mode;
      this.reason = reason;
      this.refused = refused;
    }

    Table bool(String name, boolean byDefault) {
      return add(ValueType.BOOLEAN, ConfigKey.bool(name).defaultTo(byDefault));
    }

    Table text(String name, @Nullable String byDefault) {
      return add(ValueType.STRING, withDefault(ConfigKey.text(name), byDefault));
    }

    /** One of some texts, the first by default. */
    Table oneOf(String name, String... allowed) {
      List<String> texts = List.of(allowed);
      return add(
          ValueType.STRING,
          ConfigKey.text(name)
              .defaultTo(texts.get(0))
              .allow("one of " + String.join(", ", texts), texts::contains));
    }

    Table className(String name, @Nullable String byDefault) {
      return add(ValueType.CLASS, withDefault(ConfigKey.text(name), byDefault));
    }

    Table list(String name, String... byDefault) {
      return add(ValueType.LIST, ConfigKey.list(name).defaultTo(List.of(byDefault)));
    }

    Table secret(String name) {
      return add(ValueType.PASSWORD, ConfigKey.password(name));
    }

    Table float64(String name, double byDefault) {
      return add(ValueType.DOUBLE, ConfigKey.float64(name).defaultTo(byDefault));
    }

    /** With no limits, a least value, or a least and a greatest. */
    Table int16(String name, int byDefault, long... limits) {
      return add(
          ValueType.SHORT, limited(ConfigKey.int16(name).defaultTo((short) byDefault), limits));
    }

    Table int32(String name, @Nullable Integer byDefault, long... limits) {
      return add(ValueType.INT, limited(withDefault(ConfigKey.int32(name), byDefault), limits));
    }

    Table int64(String name, @Nullable Long byDefault, long... limits) {
      return add(ValueType.LONG, limited(withDefault(ConfigKey.int64(name), byDefault), limits));
    }

    /** Begins the next table. */
    Table withoutEffect(UpdateMode nextMode, String nextReason) {
      return KeyList.this.withoutEffect(nextMode, nextReason);
    }

    Table refused(String nextReason) {
      return KeyList.this.refused(nextReason);
    }

    List<ServerKey> keys() {
      return KeyList.this.keys();
    }

    private Table add(ValueType type, ConfigKeyBuilder<?> key) {
      ConfigKeyBuilder<?> judged = refused ? key.refused(reason) : key.withoutEffect(reason);
      KeyList.this.add(type, mode, judged.low().doc(""));
      return this;
    }

    private static <T> ConfigKeyBuilder<T> withDefault(
        ConfigKeyBuilder<T> key, @Nullable T byDefault) {
      return byDefault == null ? key : key.defaultTo(byDefault);
    }

    private static <T> ConfigKeyBuilder<T> limited(ConfigKeyBuilder<T> key, long[] limits) {
      return switch (limits.length) {
        case 0 -> key;
        case 1 -> key.atLeast(limits[0]);
        default -> key.between(limits[0], limits[1]);
      };
    }
  }
}
