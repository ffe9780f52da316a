package dev.klamm.strangers.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** No method of {@code Admin} is left out. */
final class AdminCoverageTest {

  /** They ask no broker, or one that collects metrics, which is nobody's but the client's own. */
  private static final Set<String> NOT_ASKED = Set.of("create", "close", "clientInstanceId");

  @Test
  void everyMethodHasACase() {
    Set<String> methods = new TreeSet<>();
    Stream.of(Admin.class.getMethods()).map(Method::getName).forEach(methods::add);
    methods.removeAll(NOT_ASKED);
    assertThat(covered()).containsAll(methods);
  }

  private static Set<String> covered() {
    Set<String> covered = new TreeSet<>();
    Stream.of(
            AdminTopicsTest.class,
            AdminRecordsTest.class,
            AdminConfigsTest.class,
            AdminClusterTest.class,
            AdminGroupsTest.class,
            AdminTransactionsTest.class)
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .map(method -> method.getAnnotation(Covers.class))
        .filter(covers -> covers != null)
        .forEach(covers -> covered.addAll(Set.of(covers.value())));
    AdminRefusalsTest.refusals().forEach(refusal -> covered.add(refusal.method()));
    return covered;
  }
}
