package dev.klamm.protocol.generator;

/**
 * Writes the source file of one message: the class of the message, the classes of its structs
 * inside.
 */
final class MessageEmitter {
  static final String PACKAGE = "dev.klamm.protocol.message";

  private final MessageSchema message;
  private final JavaText java = new JavaText();

  MessageEmitter(MessageSchema message) {
    this.message = message;
  }

  String emit() {
    emitBody();
    return header() + java;
  }

  private void emitBody() {
    java.open("public final class " + message.name() + " implements ApiMessage");
    java.line(
        "public static final short LOWEST_SUPPORTED_VERSION = " + message.versions().low() + ";");
    java.line(
        "public static final short HIGHEST_SUPPORTED_VERSION = " + message.versions().high() + ";");
    java.blank();
    StructEmitter root = new StructEmitter(new StructContext(message, message.root()), java);
    root.emitFields();
    emitIdentity();
    root.emitMethods();
    for (StructSchema struct : message.nested()) {
      emitNested(struct);
    }
    java.close();
  }

  private void emitIdentity() {
    emitConstantMethod("apiKey", "" + message.apiKey());
    emitConstantMethod("lowestSupportedVersion", "LOWEST_SUPPORTED_VERSION");
    emitConstantMethod("highestSupportedVersion", "HIGHEST_SUPPORTED_VERSION");
  }

  private void emitConstantMethod(String name, String value) {
    java.line("@Override")
        .open("public short " + name + "()")
        .line("return " + value + ";")
        .close();
    java.blank();
  }

  private void emitNested(StructSchema struct) {
    java.blank();
    java.line("/** In versions " + struct.versions().intersect(message.versions()) + ". */");
    java.open("public static final class " + struct.name());
    StructEmitter emitter = new StructEmitter(new StructContext(message, struct), java);
    emitter.emitFields();
    emitter.emitMethods();
    java.close();
  }

  /** Package, the imports that the body uses, Javadoc. */
  private String header() {
    String body = java.toString();
    JavaText head = new JavaText();
    head.line(
        "// Generated from " + message.name() + ".json. Change the generator, not this file.");
    head.line("package " + PACKAGE + ";").blank();
    for (String type : Imports.ALL) {
      if (Imports.isUsed(type, body)) {
        head.line("import " + type + ";");
      }
    }
    head.blank();
    head.line("/**");
    head.line(" * " + title());
    head.line(" *");
    head.line(
        " * <p>Versions "
            + message.versions()
            + ", of them flexible: "
            + message.flexibleVersions()
            + "."
            + unstable());
    head.line(" */");
    return head.toString();
  }

  private String title() {
    return switch (message.kind()) {
      case REQUEST -> "The request of API " + message.apiKey() + ".";
      case RESPONSE -> "The response of API " + message.apiKey() + ".";
      case HEADER ->
          "Stands before every "
              + (message.name().startsWith("Request") ? "request." : "response.");
      case DATA -> "Data inside other messages or records; its version travels beside it.";
    };
  }

  private String unstable() {
    return message.latestVersionUnstable() ? " The latest is not stable yet." : "";
  }
}
