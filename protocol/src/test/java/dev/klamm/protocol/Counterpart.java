package dev.klamm.protocol;

import dev.klamm.protocol.message.ConsumerProtocolAssignment;
import dev.klamm.protocol.message.ConsumerProtocolSubscription;
import dev.klamm.protocol.message.ControlRecordTypeSchema;
import dev.klamm.protocol.message.EndTxnMarker;
import dev.klamm.protocol.message.RequestHeader;
import dev.klamm.protocol.message.ResponseHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.protocol.types.Schema;

/** One of our messages beside Kafka's own class for it. */
record Counterpart(
    String name, Supplier<ApiMessage> ours, Class<? extends Message> kafka, Schema[] schemas) {

  static Stream<Counterpart> all() {
    List<Supplier<ApiMessage>> messages = new ArrayList<>();
    for (ApiKey key : ApiKey.values()) {
      messages.add(key::newRequest);
      messages.add(key::newResponse);
    }
    messages.add(RequestHeader::new);
    messages.add(ResponseHeader::new);
    messages.add(ConsumerProtocolAssignment::new);
    messages.add(ConsumerProtocolSubscription::new);
    messages.add(ControlRecordTypeSchema::new);
    messages.add(EndTxnMarker::new);
    return messages.stream().map(Counterpart::of);
  }

  private static Counterpart of(Supplier<ApiMessage> ours) {
    String name = ours.get().getClass().getSimpleName();
    boolean data = ours.get().apiKey() < 0 && !name.endsWith("Header");
    try {
      Class<? extends Message> kafka =
          Class.forName("org.apache.kafka.common.message." + name + (data ? "" : "Data"))
              .asSubclass(Message.class);
      Schema[] schemas = (Schema[]) kafka.getField("SCHEMAS").get(null);
      return new Counterpart(name, ours, kafka, schemas);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("Kafka has no message " + name, e);
    }
  }

  IntStream versions() {
    ApiMessage message = ours.get();
    return IntStream.rangeClosed(
        message.lowestSupportedVersion(), message.highestSupportedVersion());
  }

  Message newKafka() {
    try {
      return kafka.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  ApiMessage readOurs(ByteBuffer bytes, int version) {
    ApiMessage message = ours.get();
    MessageReader in = new MessageReader(bytes.duplicate());
    message.read(in, (short) version);
    in.checkEnd(name);
    return message;
  }

  Message readKafka(ByteBuffer bytes, int version) {
    Message message = newKafka();
    message.read(new ByteBufferAccessor(bytes.duplicate()), (short) version);
    return message;
  }

  static ByteBuffer write(ApiMessage message, int version) {
    MessageWriter out = new MessageWriter(1);
    message.write(out, (short) version);
    return out.finish().toBuffer();
  }

  static ByteBuffer write(Message message, int version) {
    ObjectSerializationCache cache = new ObjectSerializationCache();
    ByteBuffer bytes = ByteBuffer.allocate(message.size(cache, (short) version));
    message.write(new ByteBufferAccessor(bytes), cache, (short) version);
    return bytes.flip();
  }

  @Override
  public String toString() {
    return name;
  }
}
