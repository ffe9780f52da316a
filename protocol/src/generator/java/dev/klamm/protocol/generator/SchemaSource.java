package dev.klamm.protocol.generator;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Finds the schema files in the jar on the class path that holds them. */
final class SchemaSource {
  private static final String FOLDER = "common/message/";
  private static final String PROBE = FOLDER + "ApiVersionsRequest.json";

  private final ObjectMapper json =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

  /** All messages that have a version at all, by name. */
  List<MessageSchema> load() throws IOException {
    URL probe = SchemaSource.class.getClassLoader().getResource(PROBE);
    if (probe == null || !(probe.openConnection() instanceof JarURLConnection connection)) {
      throw new SchemaException("no jar on the class path holds " + PROBE);
    }
    List<MessageSchema> messages = new ArrayList<>();
    JarFile jar = connection.getJarFile();
    for (JarEntry entry : jar.stream().toList()) {
      if (entry.getName().startsWith(FOLDER) && entry.getName().endsWith(".json")) {
        parse(jar, entry, messages);
      }
    }
    messages.sort(Comparator.comparing(MessageSchema::name));
    return messages;
  }

  private void parse(JarFile jar, JarEntry entry, List<MessageSchema> messages) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      JsonNode schema = json.readTree(in);
      if (!schema.path("validVersions").asText().equals("none")) {
        messages.add(new SchemaParser(schema).parse());
      }
    } catch (SchemaException e) {
      throw new SchemaException(entry.getName() + ": " + e.getMessage(), e);
    }
  }
}
