package dev.klamm.server.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.record.Header;
import dev.klamm.api.record.RecordHeader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line is a JSON object as {@code klamm consume -o json} writes it. An offset, which only a
 * record in a log has, is overlooked; a field that is not known is refused, since it may be a
 * mistyped one.
 */
final class JsonLineParser implements LineParser {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Pattern BINARY = Pattern.compile("\\{\"base64\":\"([^\"]*)\"}");

  private final @Nullable String topic;
  private final @Nullable Integer partition;
  private final List<Header> headers;

  /** With a topic, a partition and headers that win over what the lines say. */
  JsonLineParser(@Nullable String topic, @Nullable Integer partition, List<Header> headers) {
    this.topic = topic;
    this.partition = partition;
    this.headers = headers;
  }

  @Override
  public ProducerRecord<byte[], byte[]> parse(byte[] line) {
    try (JsonParser json = FACTORY.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("it is not a JSON object");
      }
      Fields fields = new Fields();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        fields.read(name, json);
      }
      return record(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is no valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("it is no valid JSON: " + e.getMessage(), e);
    }
  }

  private ProducerRecord<byte[], byte[]> record(Fields fields) {
    String to = topic != null ? topic : fields.topic;
    if (to == null) {
      throw new IllegalArgumentException("it has no \"topic\", and no TOPIC is given");
    }
    fields.headers.addAll(headers);
    return new ProducerRecord<>(
        to,
        partition != null ? partition : fields.partition,
        fields.timestamp,
        fields.key,
        fields.value,
        fields.headers);
  }

  /** What a line says. */
  private static final class Fields {
    private @Nullable String topic;
    private @Nullable Integer partition;
    private @Nullable Long timestamp;
    private byte @Nullable [] key;
    private byte @Nullable [] value;
    private final List<Header> headers = new ArrayList<>();

    private void read(String name, JsonParser json) throws IOException {
      switch (name) {
        case "topic" -> topic = json.getValueAsString();
        case "partition" -> partition = isNull(json) ? null : json.getIntValue();
        case "timestamp" -> timestamp = isNull(json) ? null : orNull(json.getLongValue());
        case "key" -> key = bytes(json);
        case "value" -> value = bytes(json);
        case "headers" -> readHeaders(json);
        case "offset" -> json.skipChildren();
        default ->
            throw new IllegalArgumentException(
                "it has the field \""
                    + name
                    + "\", known are topic, partition, timestamp, key, value and headers");
      }
    }

    private static boolean isNull(JsonParser json) {
      return json.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Records of old have no timestamp, which is -1. */
    private static @Nullable Long orNull(long timestamp) {
      return timestamp < 0 ? null : timestamp;
    }

    private void readHeaders(JsonParser json) throws IOException {
      if (isNull(json)) {
        return;
      }
      if (json.currentToken() != JsonToken.START_ARRAY) {
        throw new IllegalArgumentException("its \"headers\" are not a list");
      }
      while (json.nextToken() == JsonToken.START_OBJECT) {
        headers.add(header(json));
      }
    }

    private static Header header(JsonParser json) throws IOException {
      String name = null;
      byte[] content = null;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "key" -> name = json.getValueAsString();
          case "value" -> content = bytes(json);
          default ->
              throw new IllegalArgumentException(
                  "one of its \"headers\" has the field \""
                      + field
                      + "\", known are key and value");
        }
      }
      if (name == null) {
        throw new IllegalArgumentException("one of its \"headers\" has no \"key\"");
      }
      return new RecordHeader(name, content);
    }
  }

  /** Text is itself, {@code {"base64": ...}} is binary, and other JSON is its own text. */
  private static byte @Nullable [] bytes(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> json.getText().getBytes(StandardCharsets.UTF_8);
      case START_OBJECT, START_ARRAY -> structure(json);
      default -> json.getText().getBytes(StandardCharsets.UTF_8);
    };
  }

  private static byte[] structure(JsonParser json) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = FACTORY.createGenerator(text)) {
      copy.copyCurrentStructure(json);
    }
    Matcher binary = BINARY.matcher(text.toString());
    return binary.matches()
        ? Base64.getDecoder().decode(binary.group(1))
        : text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
