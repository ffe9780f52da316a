package dev.klamm.server.terminal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, collections, numbers, booleans and text as JSON on one line. */
public final class Json {

  private Json() {}

  public static void print(Terminal terminal, @Nullable Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      write(json, value);
    } catch (IOException e) {
      throw OutputFailure.of(e);
    }
    terminal.println(bytes.toString(StandardCharsets.UTF_8));
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Map<?, ?> map) {
      writeObject(json, map);
    } else if (value instanceof Collection<?> many) {
      writeArray(json, many);
    } else if (value instanceof Boolean is) {
      json.writeBoolean(is);
    } else if (value instanceof Double real) {
      json.writeNumber(real);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else {
      json.writeString(value.toString());
    }
  }

  private static void writeObject(JsonGenerator json, Map<?, ?> map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.writeFieldName(String.valueOf(entry.getKey()));
      write(json, entry.getValue());
    }
    json.writeEndObject();
  }

  private static void writeArray(JsonGenerator json, Collection<?> many) throws IOException {
    json.writeStartArray();
    for (Object element : many) {
      write(json, element);
    }
    json.writeEndArray();
  }
}
