package dev.klamm.server.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.record.Header;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Writes a record as a JSON object on a line; what is no UTF-8 text as {@code {"base64": ...}}. */
final class JsonLineWriter implements RecordWriter {

  private final JsonFactory factory =
      new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();

  @Override
  public void write(ConsumerRecord<byte[], byte[]> record, OutputStream out) throws IOException {
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      json.writeStartObject();
      json.writeStringField("topic", record.topic());
      json.writeNumberField("partition", record.partition());
      json.writeNumberField("offset", record.offset());
      json.writeNumberField("timestamp", record.timestamp());
      writeBytes("key", record.key(), json);
      writeBytes("value", record.value(), json);
      json.writeArrayFieldStart("headers");
      for (Header header : record.headers()) {
        json.writeStartObject();
        json.writeStringField("key", header.key());
        writeBytes("value", header.value(), json);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write('\n');
  }

  private void writeBytes(String name, byte @Nullable [] bytes, JsonGenerator json)
      throws IOException {
    json.writeFieldName(name);
    if (bytes == null) {
      json.writeNull();
      return;
    }
    try {
      json.writeString(utf8.decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException binary) {
      json.writeStartObject();
      json.writeStringField("base64", Base64.getEncoder().encodeToString(bytes));
      json.writeEndObject();
    }
  }
}
