package dev.klamm.protocol.generator;

import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Turns the schemas' names into Java's. */
final class JavaNames {
  private static final Set<String> TAKEN =
      Set.of(
          "apiKey",
          "clone",
          "equals",
          "finalize",
          "getClass",
          "hashCode",
          "highestSupportedVersion",
          "lowestSupportedVersion",
          "notify",
          "notifyAll",
          "read",
          "toString",
          "unknownTaggedFields",
          "wait",
          "write");

  private static final Set<String> IMPORTED =
      Set.of(
          "ApiMessage",
          "ArrayList",
          "ByteBuffer",
          "List",
          "MessageReader",
          "MessageWriter",
          "Nullable",
          "Object",
          "Objects",
          "Override",
          "RawTaggedField",
          "RecordsContent",
          "RecordsView",
          "String",
          "UnsupportedFieldException",
          "Uuid");

  private JavaNames() {}

  /**
   * The accessor's name; one that Java or the message itself has taken gets {@code Value} behind
   * it.
   */
  static String ofField(String schemaName) {
    String name = Character.toLowerCase(schemaName.charAt(0)) + schemaName.substring(1);
    return TAKEN.contains(name) || SourceVersion.isKeyword(name) ? name + "Value" : name;
  }

  static String ofStruct(String schemaName) {
    if (IMPORTED.contains(schemaName)) {
      throw new SchemaException("the struct " + schemaName + " has the name of an imported type");
    }
    return schemaName;
  }

  /** {@code ListOffsets} becomes {@code LIST_OFFSETS}. */
  static String constant(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }
}
