package dev.klamm.protocol.generator;

import java.util.List;

/**
 * A struct: the message itself or one nested in it.
 *
 * @param versions the message versions in which it can occur
 */
record StructSchema(String name, VersionRange versions, List<FieldSchema> fields) {

  List<FieldSchema> inLine() {
    return fields.stream().filter(field -> !field.isTagged()).toList();
  }

  List<FieldSchema> tagged() {
    return fields.stream()
        .filter(FieldSchema::isTagged)
        .sorted((a, b) -> Integer.compare(a.tag(), b.tag()))
        .toList();
  }
}
