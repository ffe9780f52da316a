package dev.klamm.protocol.generator;

import java.util.Set;

/** A struct in its message: the versions it can have, and how its fields are named in the code. */
record StructContext(MessageSchema message, StructSchema struct) {
  private static final Set<String> PARAMETERS = Set.of("version", "flexible", "in", "out", "other");

  VersionRange versions() {
    return struct.versions().intersect(message.versions());
  }

  VersionRange flexibleVersions() {
    return message.flexibleVersions().intersect(versions());
  }

  boolean hasTaggedFields() {
    return !flexibleVersions().isEmpty();
  }

  boolean isAlwaysFlexible() {
    return flexibleVersions().contains(versions());
  }

  /** Whether the code of {@code read} and {@code write} asks if the version is flexible. */
  boolean usesFlexible() {
    return hasTaggedFields()
        && (!isAlwaysFlexible() || struct.inLine().stream().anyMatch(this::usesFlexible));
  }

  private boolean usesFlexible(FieldSchema field) {
    return field.type().hasLength() && isCompact(field).equals("flexible");
  }

  boolean isRoot() {
    return struct == message.root();
  }

  /** The field as an expression, with {@code this.} where a parameter would hide it. */
  String value(FieldSchema field) {
    String name = field.javaName();
    return PARAMETERS.contains(name) ? "this." + name : name;
  }

  /** The field as errors name it, quoted. */
  String quoted(FieldSchema field) {
    return '"' + struct.name() + "." + field.javaName() + '"';
  }

  /** The condition that the field is there in the version, given that the struct is. */
  String isPresent(FieldSchema field) {
    return field.versions().condition(versions());
  }

  /** As {@link #isPresent}, given that the version is flexible too. */
  String isPresentIfFlexible(FieldSchema field) {
    return field.versions().condition(flexibleVersions());
  }

  String isAbsent(FieldSchema field) {
    return field.versions().negatedCondition(versions());
  }

  /** The condition that the field may be null, given that it is there. */
  String mayBeNull(FieldSchema field) {
    return field.nullableVersions().condition(versions().intersect(field.versions()));
  }

  String mayNotBeNull(FieldSchema field) {
    return field.nullableVersions().negatedCondition(versions().intersect(field.versions()));
  }

  /** The argument that says whether the field's length is compact. */
  String isCompact(FieldSchema field) {
    if (field.isTagged()) {
      return "true";
    }
    VersionRange own = field.flexible();
    if (own != null) {
      return own.condition(versions());
    }
    return hasTaggedFields() ? "flexible" : "false";
  }
}
