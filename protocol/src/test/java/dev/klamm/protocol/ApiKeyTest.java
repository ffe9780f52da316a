package dev.klamm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.apache.kafka.common.message.ApiMessageType.ListenerType;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApiKeyTest {

  @Test
  void isEveryApiThatAKafkaBrokerOffers() {
    EnumSet<ApiKeys> kafka = ApiKeys.apisForListener(ListenerType.BROKER);
    List<String> names =
        kafka.stream().filter(ApiKeys::hasValidVersion).map(ApiKeys::name).toList();

    assertThat(Arrays.stream(ApiKey.values()).map(ApiKey::name)).containsExactlyElementsOf(names);
  }

  @ParameterizedTest
  @EnumSource
  void hasTheNumberAndTheStableVersionsThatKafkaHas(ApiKey key) {
    ApiKeys kafka = ApiKeys.valueOf(key.name());

    assertThat(key.id()).isEqualTo(kafka.id);
    assertThat(key.oldestVersion()).isEqualTo(kafka.oldestVersion());
    assertThat(key.latestVersion()).isEqualTo(kafka.latestVersion(false));
    assertThat(ApiKey.forId(kafka.id)).isSameAs(key);
  }

  @ParameterizedTest
  @EnumSource
  void hasTheHeaderVersionsThatKafkaHas(ApiKey key) {
    ApiKeys kafka = ApiKeys.valueOf(key.name());

    for (short version = key.oldestVersion(); version <= key.latestVersion(); version++) {
      assertThat(key.requestHeaderVersion(version)).isEqualTo(kafka.requestHeaderVersion(version));
      assertThat(key.responseHeaderVersion(version))
          .isEqualTo(kafka.responseHeaderVersion(version));
      assertThat(key.isFlexible(version)).isEqualTo(kafka.requestHeaderVersion(version) == 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void makesMessagesOfItsOwnApi(ApiKey key) {
    assertThat(key.newRequest().apiKey()).isEqualTo(key.id());
    assertThat(key.newResponse().apiKey()).isEqualTo(key.id());
    assertThat(key.newRequest()).isNotSameAs(key.newRequest());
  }

  @Test
  void numbersOfNoApiHaveNoKey() {
    assertThat(ApiKey.forId((short) -1)).isNull();
    assertThat(ApiKey.forId(Short.MIN_VALUE)).isNull();
    assertThat(ApiKey.forId(Short.MAX_VALUE)).isNull();
    assertThat(ApiKey.forId(ApiKeys.CONTROLLED_SHUTDOWN.id)).isNull();
    assertThat(ApiKey.forId(ApiKeys.VOTE.id)).isNull();
  }
}
