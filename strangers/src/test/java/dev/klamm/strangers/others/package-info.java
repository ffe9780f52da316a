/**
 * Clients that are not in Java: kcat and confluent-kafka on librdkafka, kafkajs and
 * {@literal @}platformatic/kafka. Their scripts lie in {@code src/test/scripts} and print a line a
 * case: {@code ok} or {@code not ok}, and the case's name.
 */
@NullMarked
package dev.klamm.strangers.others;

import org.jspecify.annotations.NullMarked;
