package dev.klamm.server.terminal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows under named columns: a table for people, or for programs a list of objects with the columns'
 * names. Columns are named in camel case.
 */
public final class Listing {

  private static final String NOTHING = "-";

  private final List<String> columns;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  public Listing(String... columns) {
    this.columns = List.of(columns);
  }

  /** Adds a row; null where there is nothing to say. */
  public void add(@Nullable Object... values) {
    List<@Nullable Object> row = new ArrayList<>();
    for (@Nullable Object value : values) {
      row.add(value);
    }
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException("a row is " + row + ", but the columns are " + columns);
    }
    rows.add(row);
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  public void print(Terminal terminal, OutputFormat format) {
    switch (format) {
      case TEXT -> printTable(terminal);
      case JSON -> Json.print(terminal, objects());
    }
  }

  /** The rows as objects. */
  public List<Map<String, @Nullable Object>> objects() {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        object.put(columns.get(i), row.get(i));
      }
      objects.add(object);
    }
    return objects;
  }

  private void printTable(Terminal terminal) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns.stream().map(Listing::heading).toList());
    for (List<@Nullable Object> row : rows) {
      List<String> line = new ArrayList<>();
      row.forEach(value -> line.add(text(value)));
      lines.add(line);
    }
    int[] widths = new int[columns.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    lines.forEach(line -> terminal.println(padded(line, widths)));
  }

  private static String padded(List<String> line, int[] widths) {
    StringBuilder padded = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      padded.append(line.get(i));
      if (i < widths.length - 1) {
        padded.append(" ".repeat(widths[i] - line.get(i).length() + 2));
      }
    }
    return padded.toString();
  }

  private static String heading(String column) {
    return column.replaceAll("([A-Z])", "-$1").toUpperCase(Locale.ROOT);
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return NOTHING;
    }
    String text =
        value instanceof Collection<?> many
            ? many.stream().map(String::valueOf).collect(Collectors.joining(","))
            : value.toString();
    return text.isEmpty() ? NOTHING : text;
  }
}
