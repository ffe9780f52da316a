package dev.klamm.api.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

class RecordHeadersTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void namesMayRepeatAndOrderIsKept() {
    Headers headers = new RecordHeaders().add("a", bytes("1")).add("b", null).add("a", bytes("2"));
    assertThat(headers.toArray()).extracting(Header::key).containsExactly("a", "b", "a");
    assertThat(headers.headers("a"))
        .extracting(Header::value)
        .containsExactly(bytes("1"), bytes("2"));
    assertThat(headers.lastHeader("a").value()).isEqualTo(bytes("2"));
    assertThat(headers.lastHeader("b").value()).isNull();
    assertThat(headers.lastHeader("c")).isNull();
  }

  @Test
  void removingTakesEveryHeaderOfTheName() {
    Headers headers = new RecordHeaders().add("a", null).add("b", null).add("a", null).remove("a");
    assertThat(headers).extracting(Header::key).containsExactly("b");
  }

  @Test
  void readOnlyHeadersRefuseEveryChange() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("a", null);
    headers.setReadOnly();
    assertThatThrownBy(() -> headers.add("b", null)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> headers.remove("a")).isInstanceOf(IllegalStateException.class);
    Iterator<Header> iterator = headers.iterator();
    iterator.next();
    assertThatThrownBy(iterator::remove).isInstanceOf(UnsupportedOperationException.class);
    assertThat(headers.toArray()).hasSize(1);
  }

  @Test
  void buffersKeepTheirPositions() {
    ByteBuffer key = ByteBuffer.wrap(bytes("clé"));
    RecordHeader header = new RecordHeader(key, ByteBuffer.wrap(bytes("xyz"), 1, 2).slice());
    assertThat(header.key()).isEqualTo("clé");
    assertThat(header.value()).isEqualTo(bytes("yz"));
    assertThat(key.remaining()).isEqualTo(4);
  }

  @Test
  void equalHeadersAreEqualWhateverTheirObjects() {
    Headers one = new RecordHeaders().add("a", bytes("1"));
    assertThat(one).isEqualTo(new RecordHeaders(new Header[] {new RecordHeader("a", bytes("1"))}));
    assertThat(one).isNotEqualTo(new RecordHeaders());
  }

  @Test
  void timestampTypesAreFoundByTheirConfigName() {
    assertThat(TimestampType.forName("LogAppendTime")).isEqualTo(TimestampType.LOG_APPEND_TIME);
    assertThatThrownBy(() -> TimestampType.forName("x")).hasMessageContaining("'x'");
  }
}
