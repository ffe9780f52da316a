package dev.klamm.server.record;

import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.record.Header;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes records by a format with {@code %} for what is the record's, as kcat has it. */
final class FormatWriter implements RecordWriter {

  private static final byte[] NOTHING = "NULL".getBytes(StandardCharsets.UTF_8);

  private final List<RecordWriter> parts = new ArrayList<>();

  /**
   * @throws IllegalArgumentException when the format has a token or an escape that is not known
   */
  FormatWriter(String format) {
    int at = 0;
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      int end = percent < 0 ? format.length() : percent;
      if (end > at) {
        byte[] text = Escapes.bytes(format.substring(at, end));
        parts.add((record, out) -> out.write(text));
      }
      if (percent >= 0) {
        parts.add(token(format, percent));
      }
      at = percent < 0 ? end : percent + 2;
    }
  }

  @Override
  public void write(ConsumerRecord<byte[], byte[]> record, OutputStream out) throws IOException {
    for (RecordWriter part : parts) {
      part.write(record, out);
    }
  }

  private static RecordWriter token(String format, int percent) {
    char kind = percent + 1 < format.length() ? format.charAt(percent + 1) : ' ';
    return switch (kind) {
      case 's' -> (record, out) -> bytes(record.value(), out);
      case 'S' -> (record, out) -> number(length(record.value()), out);
      case 'k' -> (record, out) -> bytes(record.key(), out);
      case 'K' -> (record, out) -> number(length(record.key()), out);
      case 't' -> (record, out) -> text(record.topic(), out);
      case 'p' -> (record, out) -> number(record.partition(), out);
      case 'o' -> (record, out) -> number(record.offset(), out);
      case 'T' -> (record, out) -> number(record.timestamp(), out);
      case 'h' -> FormatWriter::headers;
      case '%' -> (record, out) -> out.write('%');
      default ->
          throw new IllegalArgumentException(
              "'%" + kind + "' in the format is not known; %t %p %o %k %s %h %T %K %S and %% are");
    };
  }

  private static void headers(ConsumerRecord<byte[], byte[]> record, OutputStream out)
      throws IOException {
    boolean first = true;
    for (Header header : record.headers()) {
      if (!first) {
        out.write(',');
      }
      first = false;
      text(header.key(), out);
      out.write('=');
      byte[] value = header.value();
      out.write(value == null ? NOTHING : value);
    }
  }

  private static void bytes(byte @Nullable [] bytes, OutputStream out) throws IOException {
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? -1 : bytes.length;
  }

  private static void number(long number, OutputStream out) throws IOException {
    text(Long.toString(number), out);
  }

  private static void text(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
