package dev.klamm.protocol.generator;

import org.jspecify.annotations.Nullable;

/** A field's type: a basic type or a struct, alone or as the element of an array. */
record FieldType(@Nullable Scalar scalar, @Nullable String struct, boolean isArray) {

  static FieldType parse(String text) {
    boolean array = text.startsWith("[]");
    String element = array ? text.substring(2) : text;
    if (Character.isUpperCase(element.charAt(0))) {
      return new FieldType(null, element, array);
    }
    Scalar scalar = Scalar.named(element);
    if (array && (scalar == Scalar.BYTES || scalar == Scalar.RECORDS)) {
      throw new SchemaException("arrays of " + element + " are not known");
    }
    return new FieldType(scalar, null, array);
  }

  boolean isStruct() {
    return struct != null && !isArray;
  }

  boolean is(Scalar expected) {
    return !isArray && scalar == expected;
  }

  boolean hasLength() {
    return isArray || (scalar != null && scalar.hasLength());
  }

  boolean isPrimitive() {
    return !isArray && scalar != null && scalar.isPrimitive();
  }

  String structName() {
    if (struct == null) {
      throw new IllegalStateException(this + " is no struct");
    }
    return struct;
  }

  Scalar scalarType() {
    if (scalar == null) {
      throw new IllegalStateException(this + " is no basic type");
    }
    return scalar;
  }

  String javaType() {
    if (isArray) {
      return "List<" + (struct != null ? struct : scalarType().boxedType) + ">";
    }
    return struct != null ? struct : scalarType().javaType;
  }
}
