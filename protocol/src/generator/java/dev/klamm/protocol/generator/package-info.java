/**
 * Writes the Java classes of Kafka's wire messages from the JSON schemas inside {@code
 * kafka-clients}.
 *
 * <p>Part of the build only: it runs before the module is compiled and is in no artifact. It rests
 * on Jackson and on the schemas being on its class path, and runs in one thread. The way of a
 * schema: {@link dev.klamm.protocol.generator.SchemaSource} finds it, {@link
 * dev.klamm.protocol.generator.SchemaParser} makes it a {@link
 * dev.klamm.protocol.generator.MessageSchema}, {@link dev.klamm.protocol.generator.MessageEmitter}
 * writes the class. Start reading at {@link dev.klamm.protocol.generator.GenerateMessages}.
 */
@NullMarked
package dev.klamm.protocol.generator;

import org.jspecify.annotations.NullMarked;
