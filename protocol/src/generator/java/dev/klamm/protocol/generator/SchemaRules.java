package dev.klamm.protocol.generator;

import java.util.HashSet;
import java.util.Set;

/**
 * What holds in every schema so far and the emitters count on. A schema that breaks it stops the
 * build.
 */
final class SchemaRules {
  private SchemaRules() {}

  static void check(MessageSchema message) {
    check(message, message.root());
    for (StructSchema struct : message.nested()) {
      check(message, struct);
    }
  }

  private static void check(MessageSchema message, StructSchema struct) {
    Set<Integer> tags = new HashSet<>();
    for (FieldSchema field : struct.fields()) {
      String where = struct.name() + "." + field.schemaName();
      if (field.type().struct() != null) {
        message.struct(field.type().structName());
      }
      if (field.isDefaultNull() && !field.isNullable()) {
        throw new SchemaException(where + " is null by default but never nullable");
      }
      if (field.isTagged()) {
        checkTagged(message, field, where);
        if (!tags.add(field.tag())) {
          throw new SchemaException(where + " shares the tag " + field.tag());
        }
      }
    }
  }

  private static void checkTagged(MessageSchema message, FieldSchema field, String where) {
    if (!message.flexibleVersions().contains(field.versions())) {
      throw new SchemaException(where + " is tagged in versions that are not flexible");
    }
    if (field.type().is(Scalar.RECORDS)) {
      throw new SchemaException(where + " is a tagged field with records");
    }
    if (field.type().isStruct() && field.isNullable()) {
      throw new SchemaException(where + " is a tagged struct that can be null");
    }
  }
}
