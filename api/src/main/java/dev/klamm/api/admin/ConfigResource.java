package dev.klamm.api.admin;

import java.util.Objects;

/**
 * Something that has configs: a topic, a broker, a group.
 *
 * @param type what it is
 * @param name the topic's name, the broker's id, the group's id; empty for the defaults of all
 *     brokers
 * @since 0.1
 */
public record ConfigResource(Type type, String name) {
  /** The kinds of things that have configs. */
  public enum Type {
    UNKNOWN(0),
    TOPIC(2),
    BROKER(4),
    BROKER_LOGGER(8),
    CLIENT_METRICS(16),
    GROUP(32);

    private final byte id;

    Type(int id) {
      this.id = (byte) id;
    }

    /** The number on the wire. */
    public byte id() {
      return id;
    }

    /** The kind of this number; {@link #UNKNOWN} for one that this version does not know. */
    public static Type forId(byte id) {
      for (Type type : values()) {
        if (type.id == id) {
          return type;
        }
      }
      return UNKNOWN;
    }
  }

  public ConfigResource {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(name, "name");
  }

  /** Whether this stands for the defaults of all things of its kind. */
  public boolean isDefault() {
    return name.isEmpty();
  }
}
