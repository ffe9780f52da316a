package dev.klamm.api.admin;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One config of a resource: its value and where that comes from.
 *
 * @since 0.1
 */
public final class ConfigEntry {
  private final String name;
  private final @Nullable String value;
  private final ConfigSource source;
  private final boolean sensitive;
  private final boolean readOnly;
  private final List<ConfigSynonym> synonyms;
  private final ConfigType type;
  private final @Nullable String documentation;

  /** A name and a value, for use in {@link AlterConfigOp}. */
  public ConfigEntry(String name, @Nullable String value) {
    this(name, value, ConfigSource.UNKNOWN, false, false, List.of(), ConfigType.UNKNOWN, null);
  }

  /** An entry as brokers describe it. */
  public ConfigEntry(
      String name,
      @Nullable String value,
      ConfigSource source,
      boolean isSensitive,
      boolean isReadOnly,
      List<ConfigSynonym> synonyms,
      ConfigType type,
      @Nullable String documentation) {
    this.name = Objects.requireNonNull(name, "name");
    this.value = value;
    this.source = source;
    this.sensitive = isSensitive;
    this.readOnly = isReadOnly;
    this.synonyms = List.copyOf(synonyms);
    this.type = type;
    this.documentation = documentation;
  }

  public String name() {
    return name;
  }

  /** The value, or null if there is none or if it is secret. */
  public @Nullable String value() {
    return value;
  }

  public ConfigSource source() {
    return source;
  }

  /** Whether nobody has set it. */
  public boolean isDefault() {
    return source == ConfigSource.DEFAULT_CONFIG;
  }

  /** Whether the broker keeps the value to itself. */
  public boolean isSensitive() {
    return sensitive;
  }

  /** Whether it can be changed only in the broker's own file. */
  public boolean isReadOnly() {
    return readOnly;
  }

  /**
   * Everywhere the value could come from, the first of which it does; only if they were asked for.
   */
  public List<ConfigSynonym> synonyms() {
    return synonyms;
  }

  public ConfigType type() {
    return type;
  }

  /** What it means, or null unless that was asked for. */
  public @Nullable String documentation() {
    return documentation;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ConfigEntry that
        && name.equals(that.name)
        && Objects.equals(value, that.value)
        && source == that.source
        && sensitive == that.sensitive
        && readOnly == that.readOnly
        && synonyms.equals(that.synonyms)
        && type == that.type
        && Objects.equals(documentation, that.documentation);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, value, source, sensitive, readOnly, synonyms, type, documentation);
  }

  @Override
  public String toString() {
    return "ConfigEntry(name=%s, value=%s, source=%s, isSensitive=%s, isReadOnly=%s, synonyms=%s, type=%s)"
        .formatted(
            name, sensitive ? "[hidden]" : value, source, sensitive, readOnly, synonyms, type);
  }

  /** Where a value comes from. */
  public enum ConfigSource {
    /** A source that this version does not know. */
    UNKNOWN(0),
    /** Set for the topic. */
    DYNAMIC_TOPIC_CONFIG(1),
    /** Set for the broker while it runs. */
    DYNAMIC_BROKER_CONFIG(2),
    /** Set for all brokers while they run. */
    DYNAMIC_DEFAULT_BROKER_CONFIG(3),
    /** Set in the broker's own file. */
    STATIC_BROKER_CONFIG(4),
    /** Not set by anyone. */
    DEFAULT_CONFIG(5),
    /** Set for one of the broker's loggers. */
    DYNAMIC_BROKER_LOGGER_CONFIG(6),
    /** Set for a subscription to clients' metrics. */
    DYNAMIC_CLIENT_METRICS_CONFIG(7),
    /** Set for the group. */
    DYNAMIC_GROUP_CONFIG(8);

    private final byte id;

    ConfigSource(int id) {
      this.id = (byte) id;
    }

    /** The number on the wire. */
    public byte id() {
      return id;
    }

    /** The source of this number; {@link #UNKNOWN} for one that this version does not know. */
    public static ConfigSource forId(byte id) {
      return id >= 0 && id < values().length ? values()[id] : UNKNOWN;
    }
  }

  /** What kind of value it is. */
  public enum ConfigType {
    UNKNOWN(0),
    BOOLEAN(1),
    STRING(2),
    INT(3),
    SHORT(4),
    LONG(5),
    DOUBLE(6),
    LIST(7),
    CLASS(8),
    PASSWORD(9);

    private final byte id;

    ConfigType(int id) {
      this.id = (byte) id;
    }

    /** The number on the wire. */
    public byte id() {
      return id;
    }

    /** The kind of this number; {@link #UNKNOWN} for one that this version does not know. */
    public static ConfigType forId(byte id) {
      return id >= 0 && id < values().length ? values()[id] : UNKNOWN;
    }
  }

  /** A place that a value can come from. */
  public record ConfigSynonym(String name, @Nullable String value, ConfigSource source) {}
}
