package dev.klamm.protocol.generator;

/**
 * The schema language's basic types: their Java type, the part of the runtime's method names
 * ({@code readInt32}), and the fewest bytes one takes on the wire.
 */
enum Scalar {
  BOOL("bool", "boolean", "Boolean", "Bool", 1),
  INT8("int8", "byte", "Byte", "Int8", 1),
  INT16("int16", "short", "Short", "Int16", 2),
  UINT16("uint16", "int", "Integer", "Uint16", 2),
  INT32("int32", "int", "Integer", "Int32", 4),
  UINT32("uint32", "long", "Long", "Uint32", 4),
  INT64("int64", "long", "Long", "Int64", 8),
  FLOAT64("float64", "double", "Double", "Float64", 8),
  UUID("uuid", "Uuid", "Uuid", "Uuid", 16),
  STRING("string", "String", "String", "String", 1),
  BYTES("bytes", "ByteBuffer", "ByteBuffer", "Bytes", 1),
  RECORDS("records", "RecordsView", "RecordsView", "Records", 1);

  final String schemaName;
  final String javaType;
  final String boxedType;
  final String methodPart;
  final int minimumSize;

  Scalar(String schemaName, String javaType, String boxedType, String methodPart, int minimumSize) {
    this.schemaName = schemaName;
    this.javaType = javaType;
    this.boxedType = boxedType;
    this.methodPart = methodPart;
    this.minimumSize = minimumSize;
  }

  static Scalar named(String schemaName) {
    for (Scalar scalar : values()) {
      if (scalar.schemaName.equals(schemaName)) {
        return scalar;
      }
    }
    throw new SchemaException("unknown type " + schemaName);
  }

  /** Whether the Java type is a primitive, so never null and compared with {@code ==}. */
  boolean isPrimitive() {
    return ordinal() < UUID.ordinal();
  }

  /** Whether the wire form starts with a length, which is what flexible versions shorten. */
  boolean hasLength() {
    return ordinal() >= STRING.ordinal();
  }

  boolean isInteger() {
    return isPrimitive() && this != BOOL && this != FLOAT64;
  }
}
