package dev.klamm.protocol.generator;

import org.jspecify.annotations.Nullable;

/**
 * One field of a struct.
 *
 * @param tag the tag in flexible versions, or -1 for a field that stands in line
 * @param defaultText the schema's own default, or null
 * @param flexible the versions with compact lengths, where the field differs from its message; else
 *     null
 */
record FieldSchema(
    String schemaName,
    FieldType type,
    VersionRange versions,
    VersionRange nullableVersions,
    int tag,
    @Nullable String defaultText,
    boolean ignorable,
    @Nullable VersionRange flexible) {

  String javaName() {
    return JavaNames.ofField(schemaName);
  }

  boolean isTagged() {
    return tag >= 0;
  }

  /**
   * Records have no empty value of their own, so they start as null even where the wire forbids it.
   */
  boolean isNullable() {
    return !nullableVersions.isEmpty() || type.is(Scalar.RECORDS);
  }

  boolean isDefaultNull() {
    return type.is(Scalar.RECORDS) || "null".equals(defaultText);
  }

  String annotatedType() {
    return (isNullable() ? "@Nullable " : "") + type.javaType();
  }
}
