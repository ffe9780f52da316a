package dev.klamm.protocol.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what makes up a struct's class: fields, accessors, reading, writing, equality. */
final class StructEmitter {
  /** What Java gives a field by itself. */
  private static final Set<String> JAVA_DEFAULTS = Set.of("null", "0", "0L", "0.0", "false");

  private static final String UNKNOWN = "unknownTaggedFields";

  private final StructContext context;
  private final StructSchema struct;
  private final JavaText java;
  private final boolean needsIsSet;

  StructEmitter(StructContext context, JavaText java) {
    this.context = context;
    this.struct = context.struct();
    this.java = java;
    this.needsIsSet = !context.isRoot() && isPlainField(context.message(), struct.name());
  }

  private static boolean isPlainField(MessageSchema message, String struct) {
    return Stream.concat(
            message.root().fields().stream(),
            message.nested().stream().flatMap(each -> each.fields().stream()))
        .anyMatch(field -> field.type().isStruct() && struct.equals(field.type().struct()));
  }

  void emitFields() {
    for (FieldSchema field : struct.fields()) {
      String start = DefaultValues.initializer(field);
      java.line(
          "private "
              + field.annotatedType()
              + " "
              + field.javaName()
              + (JAVA_DEFAULTS.contains(start) ? "" : " = " + start)
              + ";");
    }
    if (context.hasTaggedFields()) {
      java.line("private List<RawTaggedField> unknownTaggedFields = List.of();");
    }
    java.blank();
    java.line("public " + struct.name() + "() {}");
    java.blank();
  }

  void emitMethods() {
    emitCoding();
    emitAccessors();
    emitEquality();
  }

  private void emitCoding() {
    new ReadEmitter(context, java).emit();
    new WriteEmitter(context, java).emit();
    if (needsIsSet) {
      emitIsSet();
    }
  }

  private void emitIsSet() {
    java.blank();
    java.line("/** Whether any field holds something else than its default. */");
    java.open("private boolean isSet()");
    List<String> conditions =
        struct.fields().stream()
            .map(field -> DefaultValues.isOther(field, context.value(field)))
            .collect(Collectors.toList());
    if (context.hasTaggedFields()) {
      conditions.add("!unknownTaggedFields.isEmpty()");
    }
    emitJoined("return ", conditions, "|| ");
    java.close();
  }

  private void emitAccessors() {
    for (FieldSchema field : struct.fields()) {
      emitAccessors(field.javaName(), field.annotatedType(), "");
    }
    if (context.hasTaggedFields()) {
      emitAccessors(
          UNKNOWN,
          "List<RawTaggedField>",
          "Tagged fields that this schema does not name, by ascending tag.");
    }
  }

  private void emitAccessors(String name, String type, String javadoc) {
    java.blank();
    if (!javadoc.isEmpty()) {
      java.line("/** " + javadoc + " */");
    }
    java.open("public " + type + " " + name + "()").line("return " + name + ";").close();
    java.blank();
    java.open("public " + struct.name() + " " + name + "(" + type + " " + name + ")");
    java.line("this." + name + " = " + name + ";").line("return this;").close();
  }

  private void emitEquality() {
    java.blank().line("@Override").open("public boolean equals(@Nullable Object o)");
    List<String> same =
        struct.fields().stream().map(StructEmitter::isSame).collect(Collectors.toList());
    List<String> names =
        struct.fields().stream().map(StructEmitter::hashed).collect(Collectors.toList());
    if (context.hasTaggedFields()) {
      same.add("unknownTaggedFields.equals(other.unknownTaggedFields)");
      names.add(UNKNOWN);
    }
    if (same.isEmpty()) {
      java.line("return o instanceof " + struct.name() + ";");
    } else {
      same.add(0, "o instanceof " + struct.name() + " other");
      emitJoined("return ", same, "&& ");
    }
    java.close();
    java.blank().line("@Override").open("public int hashCode()");
    if (names.isEmpty()) {
      java.line("return 1;");
    } else if (names.size() == 1) {
      java.line("return Objects.hashCode(" + names.get(0) + ");");
    } else {
      java.line("return Objects.hash(" + String.join(", ", names) + ");");
    }
    java.close();
    emitToString();
  }

  private static String hashed(FieldSchema field) {
    String name = field.javaName();
    return field.type().is(Scalar.RECORDS) ? "RecordsContent.hash(" + name + ")" : name;
  }

  private static String isSame(FieldSchema field) {
    String name = field.javaName();
    if (field.type().is(Scalar.FLOAT64)) {
      return "Double.compare(" + name + ", other." + name + ") == 0";
    }
    if (field.type().isPrimitive()) {
      return name + " == other." + name;
    }
    if (field.type().is(Scalar.RECORDS)) {
      return "RecordsContent.isSame(" + name + ", other." + name + ")";
    }
    return "Objects.equals(" + name + ", other." + name + ")";
  }

  private void emitToString() {
    java.blank().line("@Override").open("public String toString()");
    List<String> lines = new ArrayList<>();
    for (FieldSchema field : struct.fields()) {
      String before = lines.isEmpty() ? struct.name() + "(" : ", ";
      lines.add('"' + before + field.javaName() + "=\" + " + field.javaName());
    }
    if (lines.isEmpty()) {
      java.line("return \"" + struct.name() + "()\";");
    } else {
      lines.add("\")\"");
      emitJoined("return ", lines, "+ ");
    }
    java.close();
  }

  /** One operand per line, as the formatter has it. */
  private void emitJoined(String head, List<String> operands, String operator) {
    for (int i = 0; i < operands.size(); i++) {
      String line = (i == 0 ? head : "    " + operator) + operands.get(i);
      java.line(i == operands.size() - 1 ? line + ";" : line);
    }
  }
}
