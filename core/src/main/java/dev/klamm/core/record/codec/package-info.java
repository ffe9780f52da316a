/**
 * The built-in compression codecs, each in the framing that Kafka's clients write and expect.
 *
 * <p>Rests on {@link dev.klamm.api.record.CompressionCodec}. All but gzip need a library that is
 * optional: {@link dev.klamm.core.record.codec.Codecs} knows which artifact to name when it is
 * absent. Start there. Codecs are immutable; what they make belongs to one thread at a time.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.record.codec;
