package dev.klamm.api.admin;

import java.util.Objects;

/**
 * One change of one config.
 *
 * @param configEntry the name, and the value to set, append or subtract
 * @param opType what is to be done
 * @since 0.1
 */
public record AlterConfigOp(ConfigEntry configEntry, OpType opType) {
  public AlterConfigOp {
    Objects.requireNonNull(configEntry, "configEntry");
    Objects.requireNonNull(opType, "opType");
  }

  /** What can be done to a config. */
  public enum OpType {
    /** The value replaces the old one. */
    SET(0),
    /** The default applies again. */
    DELETE(1),
    /** The values are added to a list. */
    APPEND(2),
    /** The values are taken out of a list. */
    SUBTRACT(3);

    private final byte id;

    OpType(int id) {
      this.id = (byte) id;
    }

    /** The number on the wire. */
    public byte id() {
      return id;
    }

    /**
     * The operation of this number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static OpType forId(byte id) {
      if (id < 0 || id >= values().length) {
        throw new IllegalArgumentException(
            "no operation has the number " + id + ": 0 to 3 are known");
      }
      return values()[id];
    }
  }
}
