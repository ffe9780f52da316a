package dev.klamm.protocol.generator;

/** Writes a struct's {@code write} and what it calls. */
final class WriteEmitter {
  private final StructContext context;
  private final StructSchema struct;
  private final JavaText java;

  WriteEmitter(StructContext context, JavaText java) {
    this.context = context;
    this.struct = context.struct();
    this.java = java;
  }

  void emit() {
    java.blank();
    if (context.isRoot()) {
      java.line("@Override");
    }
    java.open(
        (context.isRoot() ? "public" : "private")
            + " void write(MessageWriter out, short version)");
    if (context.isRoot()) {
      java.line("checkVersion(version);");
    }
    if (context.usesFlexible()) {
      java.line(
          "boolean flexible = " + context.flexibleVersions().condition(context.versions()) + ";");
    }
    for (FieldSchema field : struct.inLine()) {
      emitInLine(field);
    }
    for (FieldSchema field : struct.tagged()) {
      emitRefusal(field);
    }
    emitTaggedCall();
    java.close();
    if (!struct.tagged().isEmpty() && context.hasTaggedFields()) {
      emitTaggedWriter();
    }
  }

  private void emitInLine(FieldSchema field) {
    String condition = context.isPresent(field);
    switch (condition) {
      case "true" -> emitValue(field);
      case "false" -> emitRefusal(field);
      default -> {
        java.open("if (" + condition + ")");
        emitValue(field);
        if (!field.ignorable()) {
          java.closeAndOpen("else if (" + DefaultValues.isOther(field, context.value(field)) + ")");
          java.line("throw new UnsupportedFieldException(" + context.quoted(field) + ", version);");
        }
        java.close();
      }
    }
  }

  /**
   * A field that the version has no place for must hold its default, unless the schema lets it go.
   */
  private void emitRefusal(FieldSchema field) {
    String absent = context.isAbsent(field);
    if (field.ignorable() || absent.equals("false")) {
      return;
    }
    String set = DefaultValues.isOther(field, context.value(field));
    java.open("if (" + (absent.equals("true") ? "" : absent + " && ") + set + ")");
    java.line("throw new UnsupportedFieldException(" + context.quoted(field) + ", version);");
    java.close();
  }

  private void emitValue(FieldSchema field) {
    emitNullCheck(field);
    FieldType type = field.type();
    if (type.isStruct()) {
      emitStruct(field);
    } else if (type.isArray()) {
      emitArray(field);
    } else {
      String nullable = field.isNullable() ? "Nullable" : "";
      java.line(scalarCall(field, nullable, context.value(field)));
    }
  }

  private void emitNullCheck(FieldSchema field) {
    String forbidden = context.mayNotBeNull(field);
    if (!field.isNullable() || forbidden.equals("false")) {
      return;
    }
    String isNull = context.value(field) + " == null";
    java.open("if (" + (forbidden.equals("true") ? "" : forbidden + " && ") + isNull + ")");
    java.line("throw UnsupportedFieldException.ofNull(" + context.quoted(field) + ", version);");
    java.close();
  }

  private String scalarCall(FieldSchema field, String nullable, String value) {
    Scalar scalar = field.type().scalarType();
    boolean named = scalar == Scalar.STRING || scalar == Scalar.UINT16 || scalar == Scalar.UINT32;
    String name = named ? context.quoted(field) + ", " : "";
    String compact = scalar.hasLength() ? ", " + context.isCompact(field) : "";
    return "out.write" + nullable + scalar.methodPart + "(" + name + value + compact + ");";
  }

  private void emitStruct(FieldSchema field) {
    String value = context.value(field);
    if (!field.isNullable()) {
      java.line(value + ".write(out, version);");
      return;
    }
    String marked = context.mayBeNull(field);
    String presence = "out.writePresence(" + value + " != null);";
    if (marked.equals("true")) {
      java.line(presence);
    } else {
      java.open("if (" + marked + ")").line(presence).close();
    }
    java.open("if (" + value + " != null)").line(value + ".write(out, version);").close();
  }

  private void emitArray(FieldSchema field) {
    String value = context.value(field);
    String compact = context.isCompact(field);
    if (field.isNullable()) {
      java.open("if (" + value + " == null)")
          .line("out.writeNullArray(" + compact + ");")
          .closeAndOpen("else");
    }
    java.line("out.writeArrayLength(" + value + ".size(), " + compact + ");");
    emitElements(field);
    if (field.isNullable()) {
      java.close();
    }
  }

  private void emitElements(FieldSchema field) {
    String struct = field.type().struct();
    String element = struct != null ? struct : field.type().scalarType().javaType;
    java.open("for (" + element + " element : " + context.value(field) + ")");
    java.line(struct != null ? "element.write(out, version);" : scalarCall(field, "", "element"));
    java.close();
  }

  private void emitTaggedCall() {
    if (!context.hasTaggedFields()) {
      return;
    }
    String call =
        struct.tagged().isEmpty()
            ? "out.writeTaggedFields(unknownTaggedFields);"
            : "writeTaggedFields(out, version);";
    if (context.isAlwaysFlexible()) {
      java.line(call);
      return;
    }
    java.open("if (flexible)").line(call);
    java.closeAndOpen("else if (!unknownTaggedFields.isEmpty())");
    String field = '"' + struct.name() + ".unknownTaggedFields\"";
    java.line("throw new UnsupportedFieldException(" + field + ", version);");
    java.close();
  }

  private void emitTaggedWriter() {
    java.blank();
    java.open("private void writeTaggedFields(MessageWriter out, short version)");
    for (FieldSchema field : struct.tagged()) {
      String present = context.isPresentIfFlexible(field);
      java.line(
          "boolean "
              + flag(field)
              + " = "
              + (present.equals("true") ? "" : present + " && ")
              + DefaultValues.isOther(field, context.value(field))
              + ";");
    }
    java.line("int count = unknownTaggedFields.size();");
    for (FieldSchema field : struct.tagged()) {
      java.open("if (" + flag(field) + ")").line("count++;").close();
    }
    java.line("out.writeTaggedFieldCount(count);");
    java.line("int unknown = 0;");
    for (FieldSchema field : struct.tagged()) {
      java.open("if (" + flag(field) + ")");
      java.line(
          "unknown = out.writeTaggedFieldsBelow("
              + field.tag()
              + ", unknownTaggedFields, unknown);");
      java.line("int start = out.beginTaggedField(" + field.tag() + ");");
      emitValue(field);
      java.line("out.endTaggedField(start);");
      java.close();
    }
    java.line("out.writeTaggedFieldsBelow(Integer.MAX_VALUE, unknownTaggedFields, unknown);");
    java.close();
  }

  private static String flag(FieldSchema field) {
    return "has" + field.schemaName();
  }
}
