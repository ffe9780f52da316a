/**
 * What a broker measures, under the names that Kafka's dashboards know: the group of a metric is
 * the domain and type of Kafka's bean, such as {@code kafka.server:type=BrokerTopicMetrics}.
 *
 * <p>Connections and handlers add to what is here from their own threads; see {@link
 * dev.klamm.core.metrics} for what that costs. Rests on that and on the image of the cluster. Start
 * reading at {@link dev.klamm.core.broker.metrics.BrokerMetrics}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.broker.metrics;
