package dev.klamm.protocol;

/**
 * A message cannot be written in a version, because it has a field set that the version cannot
 * express.
 */
public final class UnsupportedFieldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final short version;

  /** The field holds something else than its default, and the version has no such field. */
  public UnsupportedFieldException(String field, short version) {
    this(field, version, field + " is set, but version " + version + " has no such field");
  }

  private UnsupportedFieldException(String field, short version, String message) {
    super(message);
    this.field = field;
    this.version = version;
  }

  /** The field is null, and the version has no way to say so. */
  public static UnsupportedFieldException ofNull(String field, short version) {
    return new UnsupportedFieldException(
        field, version, field + " is null, which version " + version + " does not allow");
  }

  /** The field's struct and name. */
  public String field() {
    return field;
  }

  public short version() {
    return version;
  }
}
