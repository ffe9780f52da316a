package dev.klamm.protocol.generator;

import org.jspecify.annotations.Nullable;

/** The value a field has until it is set, and the Java condition that it holds another one. */
final class DefaultValues {
  private DefaultValues() {}

  static String initializer(FieldSchema field) {
    FieldType type = field.type();
    if (field.isDefaultNull()) {
      return "null";
    }
    if (type.isArray()) {
      return "List.of()";
    }
    return type.struct() != null ? "new " + type.struct() + "()" : literal(field);
  }

  private static String literal(FieldSchema field) {
    Scalar scalar = field.type().scalarType();
    @Nullable String text = field.defaultText();
    return switch (scalar) {
      case STRING -> '"' + (text == null ? "" : text) + '"';
      case BYTES -> "MessageReader.NO_BYTES";
      case UUID -> "Uuid.ZERO";
      case BOOL -> text == null ? "false" : "" + Boolean.parseBoolean(text);
      case FLOAT64 -> "" + (text == null ? 0.0 : Double.parseDouble(text));
      case INT64, UINT32 -> integer(text) + "L";
      default -> "" + integer(text);
    };
  }

  private static long integer(@Nullable String text) {
    return text == null || text.isEmpty() ? 0 : Long.decode(text);
  }

  /**
   * The condition that {@code value}, an expression for the field, is not what the field starts
   * with.
   */
  static String isOther(FieldSchema field, String value) {
    if (field.isDefaultNull()) {
      return value + " != null";
    }
    String other = isOtherNonNull(field, value);
    return field.isNullable() ? "(" + value + " == null || " + other + ")" : other;
  }

  private static String isOtherNonNull(FieldSchema field, String value) {
    FieldType type = field.type();
    if (type.isArray()) {
      return "!" + value + ".isEmpty()";
    }
    if (type.struct() != null) {
      return value + ".isSet()";
    }
    String literal = literal(field);
    return switch (type.scalarType()) {
      case STRING ->
          literal.equals("\"\"")
              ? "!" + value + ".isEmpty()"
              : "!" + value + ".equals(" + literal + ")";
      case BYTES -> value + ".hasRemaining()";
      case UUID -> "!" + value + ".equals(Uuid.ZERO)";
      case BOOL -> literal.equals("false") ? value : "!" + value;
      default -> value + " != " + literal;
    };
  }
}
