package dev.klamm.protocol.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes all message classes and the {@code ApiKey} enum below the folder it is given.
 *
 * <p>A file whose text would not change is left alone, so that the compiler sees only what is new;
 * a file that is no longer generated is deleted.
 */
public final class GenerateMessages {
  /**
   * Headers, and the data that clients read and write inside other messages and control records.
   */
  private static final Set<String> NOT_APIS =
      Set.of(
          "RequestHeader",
          "ResponseHeader",
          "ConsumerProtocolAssignment",
          "ConsumerProtocolSubscription",
          "ControlRecordTypeSchema",
          "EndTxnMarker");

  private GenerateMessages() {}

  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments[0]);
    Map<String, MessageSchema> messages = forBrokers(new SchemaSource().load());
    Map<Path, String> files = new TreeMap<>();
    for (MessageSchema message : messages.values()) {
      String text = new MessageEmitter(message).emit();
      files.put(file(target, MessageEmitter.PACKAGE, message.name()), text);
    }
    files.put(file(target, MessageEmitter.PACKAGE, "package-info"), PackageInfo.TEXT);
    files.put(file(target, ApiKeyEmitter.PACKAGE, "ApiKey"), new ApiKeyEmitter(messages).emit());
    write(target, files);
  }

  private static Path file(Path target, String packageName, String type) {
    return target.resolve(packageName.replace('.', '/')).resolve(type + ".java");
  }

  /** The APIs with a broker listener, requests and responses, and {@link #NOT_APIS}. */
  private static Map<String, MessageSchema> forBrokers(List<MessageSchema> all) {
    Map<String, MessageSchema> chosen = new TreeMap<>();
    for (MessageSchema message : all) {
      if (NOT_APIS.contains(message.name()) || message.listeners().contains("broker")) {
        chosen.put(message.name(), message);
      }
    }
    Set<Short> apis = new HashSet<>();
    chosen.values().forEach(message -> apis.add(message.apiKey()));
    for (MessageSchema message : all) {
      if (message.kind() == MessageSchema.Kind.RESPONSE && apis.contains(message.apiKey())) {
        chosen.put(message.name(), message);
      }
    }
    return chosen;
  }

  private static void write(Path target, Map<Path, String> files) throws IOException {
    Files.createDirectories(target);
    try (Stream<Path> present = Files.walk(target)) {
      for (Path path : present.filter(each -> each.toString().endsWith(".java")).toList()) {
        if (!files.containsKey(path)) {
          Files.delete(path);
        }
      }
    }
    for (Map.Entry<Path, String> file : files.entrySet()) {
      Path path = file.getKey();
      if (!Files.exists(path) || !Files.readString(path).equals(file.getValue())) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    }
  }
}
