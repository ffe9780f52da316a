package dev.klamm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** A broker's metrics are there as beans, named as Kafka's dashboards expect. */
final class JmxMetricsTest {

  @Test
  void beansComeWithTopicsAndGoWithThem() throws Exception {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    ObjectName orders =
        new ObjectName("kafka.server:type=BrokerTopicMetrics,name=MessagesInPerSec,topic=orders");
    try (BrokerProcess broker = CommandRun.broker()) {
      JmxMetrics jmx = JmxMetrics.start(broker.broker().metrics());
      CommandRun.withInput("a\nb\n", new String[] {"produce", "orders"}, broker);
      jmx.look();
      assertThat(beans.getAttribute(orders, "Count")).isEqualTo(2L);
      ObjectName produce =
          new ObjectName("kafka.network:type=RequestMetrics,name=TotalTimeMs,request=Produce");
      assertThat((double) beans.getAttribute(produce, "99thPercentile")).isPositive();
      assertThat(beans.getMBeanInfo(produce).getAttributes()).hasSize(9);
      ObjectName end = new ObjectName("kafka.log:type=Log,name=LogEndOffset,topic=orders,*");
      assertThat(beans.queryNames(end, null)).hasSize(1);
      CommandRun.on(broker, "topic", "delete", "orders");
      jmx.look();
      assertThat(beans.isRegistered(orders)).isFalse();
      assertThat(beans.queryNames(end, null)).isEmpty();
    }
  }
}
