package dev.klamm.protocol.generator;

/**
 * The fewest bytes an array element can take, by which a reader tells an impossible element count.
 */
final class MinimumSize {
  private final MessageSchema message;

  MinimumSize(MessageSchema message) {
    this.message = message;
  }

  /**
   * Over all versions of the struct; at least 1, so that a count is always bounded by the bytes
   * there.
   */
  int ofElement(StructSchema struct) {
    int smallest = Integer.MAX_VALUE;
    VersionRange versions = struct.versions().intersect(message.versions());
    for (int version = versions.low(); version <= versions.high(); version++) {
      smallest = Math.min(smallest, ofStruct(struct, version, 0));
    }
    return Math.max(1, smallest == Integer.MAX_VALUE ? 1 : smallest);
  }

  private int ofStruct(StructSchema struct, int version, int depth) {
    int sum = message.flexibleVersions().contains(version) ? 1 : 0;
    for (FieldSchema field : struct.inLine()) {
      if (field.versions().contains(version)) {
        sum += ofField(field, version, depth);
      }
    }
    return sum;
  }

  private int ofField(FieldSchema field, int version, int depth) {
    FieldType type = field.type();
    if (type.isArray() || field.isNullable() || depth > 8) {
      return 1;
    }
    return type.struct() == null
        ? type.scalarType().minimumSize
        : ofStruct(message.struct(type.structName()), version, depth + 1);
  }
}
