package dev.klamm.protocol.generator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes one schema file a {@link MessageSchema}, and refuses what the emitters cannot express. */
final class SchemaParser {
  private static final Set<String> KNOWN_FIELD_KEYS =
      Set.of(
          "about",
          "default",
          "entityType",
          "fields",
          "flexibleVersions",
          "ignorable",
          "mapKey",
          "name",
          "nullableVersions",
          "tag",
          "taggedVersions",
          "type",
          "versions",
          "zeroCopy");

  private final JsonNode schema;
  private final VersionRange validVersions;
  private final VersionRange flexibleVersions;
  private final Map<String, StructSchema> nested = new LinkedHashMap<>();

  SchemaParser(JsonNode schema) {
    this.schema = schema;
    this.validVersions = VersionRange.parse(text(schema, "validVersions"));
    this.flexibleVersions =
        VersionRange.parse(text(schema, "flexibleVersions")).intersect(validVersions);
  }

  MessageSchema parse() {
    String name = text(schema, "name");
    List<String> listeners = new ArrayList<>();
    schema.path("listeners").forEach(listener -> listeners.add(listener.asText()));
    StructSchema root = struct(name, validVersions, schema.path("fields"));
    for (JsonNode common : schema.path("commonStructs")) {
      VersionRange versions = VersionRange.parse(text(common, "versions"));
      define(text(common, "name"), versions.intersect(validVersions), common.path("fields"));
    }
    MessageSchema message =
        new MessageSchema(
            name,
            MessageSchema.Kind.valueOf(text(schema, "type").toUpperCase(Locale.ROOT)),
            (short) schema.path("apiKey").asInt(-1),
            listeners,
            validVersions,
            flexibleVersions,
            schema.path("latestVersionUnstable").asBoolean(false),
            root,
            List.copyOf(nested.values()));
    SchemaRules.check(message);
    return message;
  }

  private StructSchema struct(String name, VersionRange versions, JsonNode fields) {
    List<FieldSchema> parsed = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode field : fields) {
      FieldSchema one = field(field, versions);
      if (!names.add(one.javaName())) {
        throw new SchemaException(name + " has two fields " + one.javaName());
      }
      parsed.add(one);
    }
    return new StructSchema(name, versions, List.copyOf(parsed));
  }

  private FieldSchema field(JsonNode field, VersionRange structVersions) {
    String name = text(field, "name");
    field
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!KNOWN_FIELD_KEYS.contains(key)) {
                throw new SchemaException(name + " has the unknown property " + key);
              }
            });
    FieldType type = FieldType.parse(text(field, "type"));
    VersionRange versions = range(field, "versions").intersect(structVersions);
    VersionRange tagged = range(field, "taggedVersions").intersect(structVersions);
    if (!tagged.isEmpty() && !tagged.equals(versions)) {
      throw new SchemaException(name + " is tagged in some of its versions only");
    }
    if (field.has("fields")) {
      define(type.structName(), versions, field.path("fields"));
    }
    VersionRange flexible = field.has("flexibleVersions") ? range(field, "flexibleVersions") : null;
    return new FieldSchema(
        name,
        type,
        versions,
        range(field, "nullableVersions").intersect(versions),
        field.has("taggedVersions") ? field.path("tag").asInt(-1) : -1,
        field.has("default") ? field.path("default").asText() : null,
        field.path("ignorable").asBoolean(false),
        flexible);
  }

  /** Keeps the place of a struct before those inside it, so that the class reads top down. */
  private void define(String name, VersionRange versions, JsonNode fields) {
    String javaName = JavaNames.ofStruct(name);
    StructSchema placeholder = new StructSchema(javaName, versions, List.of());
    if (nested.put(javaName, placeholder) != null) {
      throw new SchemaException("the struct " + name + " is defined twice");
    }
    nested.put(javaName, struct(javaName, versions, fields));
  }

  private static VersionRange range(JsonNode node, String key) {
    return node.has(key) ? VersionRange.parse(node.path(key).asText()) : VersionRange.NONE;
  }

  private static String text(JsonNode node, String key) {
    @Nullable JsonNode value = node.get(key);
    if (value == null) {
      throw new SchemaException(
          "there is no " + key + " in " + node.path("name").asText("the schema"));
    }
    return value.asText();
  }
}
