package dev.klamm.api.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The plain {@link Headers}: a list that can be closed to changes. It takes no space for a record
 * without headers.
 *
 * @since 0.1
 */
public final class RecordHeaders implements Headers {
  private static final Header[] NONE = {};

  /** Null until the first header is added: most records have none. */
  private @Nullable List<Header> list;

  private boolean readOnly;

  public RecordHeaders() {}

  public RecordHeaders(Header @Nullable [] headers) {
    this(headers == null ? List.of() : Arrays.asList(headers));
  }

  public RecordHeaders(@Nullable Iterable<Header> headers) {
    if (headers != null) {
      headers.forEach(this::add);
    }
  }

  @Override
  public Headers add(Header header) {
    Objects.requireNonNull(header, "header");
    requireWritable();
    List<Header> headers = list;
    if (headers == null) {
      headers = new ArrayList<>(4);
      list = headers;
    }
    headers.add(header);
    return this;
  }

  @Override
  public Headers add(String key, byte @Nullable [] value) {
    return add(new RecordHeader(key, value));
  }

  @Override
  public Headers remove(String key) {
    requireWritable();
    if (list != null) {
      list.removeIf(header -> header.key().equals(key));
    }
    return this;
  }

  @Override
  public @Nullable Header lastHeader(String key) {
    List<Header> headers = all();
    for (int i = headers.size() - 1; i >= 0; i--) {
      if (headers.get(i).key().equals(key)) {
        return headers.get(i);
      }
    }
    return null;
  }

  @Override
  public Iterable<Header> headers(String key) {
    return all().stream().filter(header -> header.key().equals(key)).toList();
  }

  /**
   * Iterates in the order of adding. Removing through the iterator is allowed until the headers are
   * read-only.
   */
  @Override
  public Iterator<Header> iterator() {
    return readOnly ? Collections.unmodifiableList(all()).iterator() : all().iterator();
  }

  @Override
  public Header[] toArray() {
    return list == null || list.isEmpty() ? NONE : list.toArray(NONE);
  }

  /** Closes these headers to changes, for good. */
  public void setReadOnly() {
    readOnly = true;
  }

  public boolean isReadOnly() {
    return readOnly;
  }

  private List<Header> all() {
    return list == null ? List.of() : list;
  }

  private void requireWritable() {
    if (readOnly) {
      throw new IllegalStateException(
          "these headers are read-only because their record was handed to the client already; set headers before that");
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecordHeaders that && all().equals(that.all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  @Override
  public String toString() {
    return "RecordHeaders(headers = " + all() + ", isReadOnly = " + readOnly + ")";
  }
}
