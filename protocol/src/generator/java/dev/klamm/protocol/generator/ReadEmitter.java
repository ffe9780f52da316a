package dev.klamm.protocol.generator;

import java.util.List;

/** Writes a struct's {@code read} and what it calls. */
final class ReadEmitter {
  private final StructContext context;
  private final StructSchema struct;
  private final JavaText java;

  ReadEmitter(StructContext context, JavaText java) {
    this.context = context;
    this.struct = context.struct();
    this.java = java;
  }

  void emit() {
    if (context.isRoot()) {
      java.line("@Override");
      java.open("public void read(MessageReader in, short version)");
      java.line("checkVersion(version);");
    } else {
      java.open("private " + struct.name() + "(MessageReader in, short version)");
    }
    if (context.usesFlexible()) {
      java.line(
          "boolean flexible = " + context.flexibleVersions().condition(context.versions()) + ";");
    }
    emitInLine();
    emitTaggedCall();
    java.close();
    struct.fields().stream().filter(field -> field.type().isArray()).forEach(this::emitListReader);
    if (!struct.tagged().isEmpty() && context.hasTaggedFields()) {
      emitTaggedReader();
    }
  }

  /** Neighbours that the same versions have share one condition. */
  private void emitInLine() {
    String open = "true";
    for (FieldSchema field : struct.inLine()) {
      String condition = context.isPresent(field);
      if (condition.equals("false")) {
        continue;
      }
      if (!condition.equals(open)) {
        closeUnless(open.equals("true"));
        if (!condition.equals("true")) {
          java.open("if (" + condition + ")");
        }
        open = condition;
      }
      java.line(assignment(field));
    }
    closeUnless(open.equals("true"));
  }

  private void closeUnless(boolean nothingIsOpen) {
    if (!nothingIsOpen) {
      java.close();
    }
  }

  private String assignment(FieldSchema field) {
    return "this." + field.javaName() + " = " + expression(field) + ";";
  }

  private String expression(FieldSchema field) {
    FieldType type = field.type();
    if (type.isStruct()) {
      return structExpression(field);
    }
    if (type.isArray()) {
      return listReader(field) + "(in, version, " + context.isCompact(field) + ")";
    }
    String part = type.scalarType().methodPart;
    String arguments = arguments(field, context.isCompact(field));
    return choice(field, "in.readNullable" + part + arguments, "in.read" + part + arguments);
  }

  private String arguments(FieldSchema field, String compact) {
    boolean hasLength = field.type().scalarType().hasLength();
    return "(" + context.quoted(field) + (hasLength ? ", " + compact : "") + ")";
  }

  /** The nullable form, the other form, or the one that the version asks for. */
  private String choice(FieldSchema field, String nullable, String nonNull) {
    return switch (context.mayBeNull(field)) {
      case "true" -> nullable;
      case "false" -> nonNull;
      default -> context.mayBeNull(field) + " ? " + nullable + " : " + nonNull;
    };
  }

  private String structExpression(FieldSchema field) {
    String fresh = "new " + field.type().structName() + "(in, version)";
    String absent = context.mayNotBeNull(field);
    if (absent.equals("true")) {
      return fresh;
    }
    String present = "in.readPresence(" + context.quoted(field) + ")";
    return (absent.equals("false") ? "" : absent + " || ") + present + " ? " + fresh + " : null";
  }

  private static String listReader(FieldSchema field) {
    return "read" + field.schemaName();
  }

  private void emitListReader(FieldSchema field) {
    FieldType type = field.type();
    String arguments =
        "ArrayLength(" + context.quoted(field) + ", flexible, " + minimumSize(type) + ")";
    java.blank();
    java.open(
        "private static "
            + field.annotatedType()
            + " "
            + listReader(field)
            + "(MessageReader in, short version, boolean flexible)");
    java.line(
        "int length = "
            + choice(field, "in.readNullable" + arguments, "in.read" + arguments)
            + ";");
    if (field.isNullable()) {
      java.open("if (length < 0)").line("return null;").close();
    }
    java.line(type.javaType() + " list = new ArrayList<>(length);");
    java.open("for (int i = 0; i < length; i++)");
    java.line("list.add(" + element(field) + ");");
    java.close();
    java.line("return list;");
    java.close();
  }

  private String element(FieldSchema field) {
    FieldType type = field.type();
    return type.struct() != null
        ? "new " + type.struct() + "(in, version)"
        : "in.read" + type.scalarType().methodPart + arguments(field, "flexible");
  }

  private int minimumSize(FieldType element) {
    return element.struct() == null
        ? element.scalarType().minimumSize
        : new MinimumSize(context.message())
            .ofElement(context.message().struct(element.structName()));
  }

  private void emitTaggedCall() {
    if (!context.hasTaggedFields()) {
      return;
    }
    String call =
        struct.tagged().isEmpty()
            ? "this.unknownTaggedFields = in.readTaggedFields(\"" + struct.name() + "\");"
            : "readTaggedFields(in, version);";
    if (context.isAlwaysFlexible()) {
      java.line(call);
    } else {
      java.open("if (flexible)").line(call).close();
    }
  }

  private void emitTaggedReader() {
    String name = '"' + struct.name() + '"';
    List<FieldSchema> tagged = struct.tagged();
    java.blank();
    java.open("private void readTaggedFields(MessageReader in, short version)");
    java.line("List<RawTaggedField> unknown = List.of();");
    java.line("int count = in.readTaggedFieldCount(" + name + ");");
    java.line("int tag = -1;");
    java.open("for (int i = 0; i < count; i++)");
    java.line("tag = in.readTag(" + name + ", tag);");
    java.line("int end = in.readTaggedFieldEnd(" + name + ", tag);");
    String otherwise = "";
    for (FieldSchema field : tagged) {
      String condition = context.isPresentIfFlexible(field);
      String test = "tag == " + field.tag() + (condition.equals("true") ? "" : " && " + condition);
      if (otherwise.isEmpty()) {
        java.open("if (" + test + ")");
      } else {
        java.closeAndOpen(otherwise + "if (" + test + ")");
      }
      java.line(assignment(field));
      java.line("in.checkTaggedFieldEnd(" + context.quoted(field) + ", end);");
      otherwise = "else ";
    }
    java.closeAndOpen("else");
    java.line("unknown = in.addTaggedField(unknown, tag, end);");
    java.close();
    java.close();
    java.line("this.unknownTaggedFields = unknown;");
    java.close();
  }
}
