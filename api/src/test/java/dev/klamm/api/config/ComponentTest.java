package dev.klamm.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.serde.Serializer;
import dev.klamm.api.serde.StringSerializer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SuppressWarnings("rawtypes")
class ComponentTest {
  private static final ConfigKey<Component<Serializer>> KEY =
      ConfigKey.component("key.serializer", Serializer.class).doc("");
  private static final ConfigKey<List<Component<Runnable>>> LIST =
      ConfigKey.components(
              "runners", Runnable.class, Map.of("fast", "fast", "org.example.Fast", "fast"))
          .doc("");

  /** Cannot be created: its constructor is private. */
  static final class Hidden implements Runnable {
    private Hidden() {}

    @Override
    public void run() {}
  }

  @Test
  void classesAndTheirNamesMeanTheSame() {
    assertThat(KEY.parse(StringSerializer.class))
        .isEqualTo(KEY.parse(StringSerializer.class.getName()));
    assertThat(KEY.parse(StringSerializer.class).create()).isInstanceOf(StringSerializer.class);
  }

  @Test
  void namesOfKafkasClassesMeanOurs() {
    assertThat(KEY.parse("org.apache.kafka.common.serialization.StringSerializer").create())
        .isInstanceOf(StringSerializer.class);
    assertThat(KEY.parse(org.apache.kafka.common.serialization.StringSerializer.class).create())
        .isInstanceOf(StringSerializer.class);
  }

  @Test
  void anObjectIsHandedBackAsItIs() {
    Serializer<String> own = (topic, data) -> new byte[0];
    assertThat(KEY.parse(own).create()).isSameAs(own);
    assertThat(KEY.parse(own).instance()).containsSame(own);
  }

  @Test
  void shortNamesAreLeftToTheClient() {
    List<Component<Runnable>> parsed = LIST.parse("fast, org.example.Fast");
    assertThat(parsed).extracting(Component::name).containsExactly("fast", "fast");
    assertThat(parsed.get(0).isShortName()).isTrue();
    assertThatThrownBy(() -> parsed.get(0).create()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatIsNotSuchAPartIsRefusedByName() {
    assertThatThrownBy(() -> KEY.parse("no.such.Class"))
        .hasMessageContainingAll("key.serializer", "there is no class no.such.Class");
    assertThatThrownBy(() -> KEY.parse(String.class))
        .hasMessageContaining("java.lang.String is not a dev.klamm.api.serde.Serializer");
  }

  @Test
  void aClassWithKafkasInterfaceIsToldToChangeItsImports() {
    class Foreign implements org.apache.kafka.common.serialization.Serializer<String> {
      @Override
      public byte[] serialize(String topic, String data) {
        return new byte[0];
      }
    }
    assertThatThrownBy(() -> KEY.parse(Foreign.class)).hasMessageContaining("change the imports");
  }

  @Test
  void aClassThatCannotBeCreatedSaysWhatItLacks() {
    Component<Runnable> hidden = LIST.parse(Hidden.class).get(0);
    assertThatThrownBy(hidden::create)
        .hasMessageContainingAll("Hidden", "public constructor without arguments");
  }
}
