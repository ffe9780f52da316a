/**
 * The producer: records go from the threads that send them into batches, and from there to the
 * brokers on the client's loop.
 *
 * <pre>
 *   threads that send                          | the client's loop
 *   KafkaProducer.send                         | Sender: what is due, one request a broker
 *     -> RecordAccumulator -> PartitionQueue ----> PartitionLine: sequence numbers, order of retries
 *        (serialized straight into a batch)    |   -> ProduceExchange: the request and its answer
 *   the record's future  &lt;----------------------- ProducerBatch: the outcome of its records
 * </pre>
 *
 * <p>Start with {@link dev.klamm.core.producer.KafkaProducer}, then {@link
 * dev.klamm.core.producer.Sender}. Rests on {@code record} and {@code net}.
 *
 * <p>Threading: {@link dev.klamm.core.producer.PartitionQueue}, {@link
 * dev.klamm.core.producer.TopicQueues} and {@link dev.klamm.core.producer.BufferPool} are shared
 * and have a lock each, held for the copying of one record and never while waiting; everything else
 * belongs to the loop. Lock order: topic, then partition, then pool.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.producer;
