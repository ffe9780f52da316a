package dev.klamm.bench;

import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.MessageReader;
import dev.klamm.protocol.MessageWriter;
import dev.klamm.protocol.WireFrame;
import dev.klamm.protocol.message.RequestHeader;
import dev.klamm.protocol.message.ResponseHeader;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.kafka.common.network.Send;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.Readable;
import org.apache.kafka.common.protocol.SendBuilder;

/** One message, in our class and in Kafka's. */
final class MessagePair {

  private static final String CLIENT = "bench-client";
  private static final int CORRELATION = 42;

  private final ApiMessage own;
  private final short version;
  private final Supplier<ApiMessage> empty;
  private final BiFunction<Readable, Short, Message> kafkaDecoder;
  private final ApiKey api;
  private final boolean request;
  private final ByteBuffer body;
  private final Message kafka;

  MessagePair(
      ApiMessage own,
      short version,
      Supplier<ApiMessage> empty,
      BiFunction<Readable, Short, Message> kafkaDecoder) {
    this.own = own;
    this.version = version;
    this.empty = empty;
    this.kafkaDecoder = kafkaDecoder;
    this.api = Objects.requireNonNull(ApiKey.forId(own.apiKey()));
    this.request = own.getClass().getSimpleName().endsWith("Request");
    MessageWriter out = new MessageWriter();
    own.write(out, version);
    this.body = out.finish().toBuffer();
    this.kafka = kafkaDecoder.apply(new ByteBufferAccessor(body.duplicate()), version);
  }

  WireFrame encode() {
    MessageWriter out = new MessageWriter();
    if (request) {
      new RequestHeader()
          .requestApiKey(api.id())
          .requestApiVersion(version)
          .correlationId(CORRELATION)
          .clientId(CLIENT)
          .write(out, api.requestHeaderVersion(version));
    } else {
      new ResponseHeader()
          .correlationId(CORRELATION)
          .write(out, api.responseHeaderVersion(version));
    }
    own.write(out, version);
    return out.finish();
  }

  Send encodeByKafka() {
    ApiKeys key = ApiKeys.forId(api.id());
    return request
        ? SendBuilder.buildRequestSend(
            new org.apache.kafka.common.requests.RequestHeader(key, version, CLIENT, CORRELATION),
            kafka)
        : SendBuilder.buildResponseSend(
            new org.apache.kafka.common.requests.ResponseHeader(
                CORRELATION, key.responseHeaderVersion(version)),
            kafka,
            version);
  }

  ApiMessage decode() {
    ApiMessage message = empty.get();
    message.read(new MessageReader(body.duplicate()), version);
    return message;
  }

  Object decodeByKafka() {
    return kafkaDecoder.apply(new ByteBufferAccessor(body.duplicate()), version);
  }
}
