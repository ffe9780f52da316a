package dev.klamm.protocol.generator;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes the enum of all APIs. */
final class ApiKeyEmitter {
  static final String PACKAGE = "dev.klamm.protocol";
  private static final int API_VERSIONS = 18;

  private static final String MEMBERS =
      """
      private static final @Nullable ApiKey[] BY_ID = byId();

      private final short id;
      private final short oldestVersion;
      private final short latestVersion;
      private final short flexibleRequests;
      private final short flexibleResponseHeaders;

      ApiKey(
          int id,
          int oldestVersion,
          int latestVersion,
          int flexibleRequests,
          int flexibleResponseHeaders) {
        this.id = (short) id;
        this.oldestVersion = (short) oldestVersion;
        this.latestVersion = (short) latestVersion;
        this.flexibleRequests = (short) flexibleRequests;
        this.flexibleResponseHeaders = (short) flexibleResponseHeaders;
      }

      private static @Nullable ApiKey[] byId() {
        ApiKey[] all = values();
        @Nullable ApiKey[] byId = new ApiKey[all[all.length - 1].id + 1];
        for (ApiKey key : all) {
          byId[key.id] = key;
        }
        return byId;
      }

      /** The API with this number, or null if there is none or it is not for brokers' clients. */
      public static @Nullable ApiKey forId(short id) {
        return id < 0 || id >= BY_ID.length ? null : BY_ID[id];
      }

      public short id() {
        return id;
      }

      public short oldestVersion() {
        return oldestVersion;
      }

      /** The latest version that is stable; the message classes may know one more. */
      public short latestVersion() {
        return latestVersion;
      }

      public boolean isFlexible(short apiVersion) {
        return apiVersion >= flexibleRequests;
      }

      public short requestHeaderVersion(short apiVersion) {
        return (short) (apiVersion >= flexibleRequests ? 2 : 1);
      }

      /** 0 for every version of ApiVersions, whose answer must be readable before versions are agreed on. */
      public short responseHeaderVersion(short apiVersion) {
        return (short) (apiVersion >= flexibleResponseHeaders ? 1 : 0);
      }
      """;

  private final List<MessageSchema> requests;
  private final Map<String, MessageSchema> messages;
  private final JavaText java = new JavaText();

  ApiKeyEmitter(Map<String, MessageSchema> messages) {
    this.messages = messages;
    this.requests =
        messages.values().stream()
            .filter(message -> message.kind() == MessageSchema.Kind.REQUEST)
            .sorted(Comparator.comparingInt(MessageSchema::apiKey))
            .toList();
  }

  String emit() {
    java.line("// Generated from the message schemas. Change the generator, not this file.");
    java.line("package " + PACKAGE + ";").blank();
    emitImports();
    java.line("/**");
    java.line(
        " * The APIs that a broker offers to clients and to other brokers, with their versions.");
    java.line(" *");
    java.line(
        " * <p>A header's version follows from the API and its version: {@link #requestHeaderVersion}, {@link");
    java.line(" * #responseHeaderVersion}.");
    java.line(" */");
    java.open("public enum ApiKey");
    for (int i = 0; i < requests.size(); i++) {
      emitConstant(requests.get(i), i == requests.size() - 1 ? ";" : ",");
    }
    emitMembers();
    emitFactory("newRequest", "Request");
    emitFactory("newResponse", "Response");
    java.close();
    return java.toString();
  }

  private void emitImports() {
    messages.values().stream()
        .filter(message -> message.apiKey() >= 0)
        .map(MessageSchema::name)
        .sorted()
        .forEach(name -> java.line("import " + MessageEmitter.PACKAGE + "." + name + ";"));
    java.line("import org.jspecify.annotations.Nullable;").blank();
  }

  private void emitConstant(MessageSchema request, String end) {
    String api = api(request);
    int latest = request.versions().high() - (request.latestVersionUnstable() ? 1 : 0);
    int flexible = firstFlexible(request);
    int flexibleHeader = request.apiKey() == API_VERSIONS ? Short.MAX_VALUE : flexible;
    java.line(
        JavaNames.constant(api)
            + ("(" + request.apiKey() + ", " + request.versions().low() + ", " + latest + ", ")
            + (orNever(flexible) + ", " + orNever(flexibleHeader) + ")" + end));
  }

  private static String api(MessageSchema request) {
    return request.name().substring(0, request.name().length() - "Request".length());
  }

  /** A switch, since a reference to each constructor would load every message at the start. */
  private void emitFactory(String method, String kind) {
    java.blank().open("public ApiMessage " + method + "()").open("return switch (this)");
    for (MessageSchema request : requests) {
      String api = api(request);
      java.line("case " + JavaNames.constant(api) + " -> new " + api + kind + "();");
    }
    java.close(";").close();
  }

  private static int firstFlexible(MessageSchema request) {
    VersionRange flexible = request.flexibleVersions();
    return flexible.isEmpty() ? Short.MAX_VALUE : flexible.low();
  }

  private static String orNever(int version) {
    return version == Short.MAX_VALUE ? "Short.MAX_VALUE" : "" + version;
  }

  private void emitMembers() {
    java.blank();
    MEMBERS.lines().forEach(java::line);
  }
}
