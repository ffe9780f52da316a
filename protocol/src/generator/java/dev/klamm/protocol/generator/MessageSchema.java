package dev.klamm.protocol.generator;

import java.util.List;

/**
 * One schema file.
 *
 * @param apiKey the API's number, or -1 for headers and data
 * @param nested the structs below the message, in the order in which they appear
 */
record MessageSchema(
    String name,
    Kind kind,
    short apiKey,
    List<String> listeners,
    VersionRange versions,
    VersionRange flexibleVersions,
    boolean latestVersionUnstable,
    StructSchema root,
    List<StructSchema> nested) {

  enum Kind {
    REQUEST,
    RESPONSE,
    HEADER,
    DATA
  }

  StructSchema struct(String structName) {
    for (StructSchema struct : nested) {
      if (struct.name().equals(structName)) {
        return struct;
      }
    }
    throw new SchemaException(name + " uses the struct " + structName + " but does not define it");
  }
}
