package dev.klamm.strangers;

import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.protocol.ApiKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * Makes {@code docs/COMPATIBILITY.md}: of a broker's handlers what is answered, of their sources
 * the KIPs, of {@code remarks.properties} what is left out, and of recorded results which strangers
 * pass.
 */
final class CompatibilityPage {

  private static final Path HANDLERS =
      Path.of("../core/src/main/java/dev/klamm/core/broker/handler");
  private static final Pattern KEY = Pattern.compile("ApiKey\\.([A-Z_]+)");
  private static final Pattern KIP = Pattern.compile("KIP-\\d+");

  private final Collection<ApiHandler<?>> handlers;
  private final List<String> results;
  private final Properties remarks = new Properties();
  private final Map<String, Set<String>> kips = new TreeMap<>();

  /**
   * @param results lines as {@link CaseRecorder} writes them
   */
  CompatibilityPage(Collection<ApiHandler<?>> handlers, List<String> results) throws IOException {
    this.handlers = handlers;
    this.results = results;
    try (var in = CompatibilityPage.class.getResourceAsStream("remarks.properties")) {
      remarks.load(in);
    }
    readKips();
  }

  /** A handler's KIPs are those that the comments of its source name. */
  private void readKips() throws IOException {
    try (Stream<Path> files = Files.walk(HANDLERS)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).sorted().toList()) {
        String source = Files.readString(file);
        Set<String> named = new LinkedHashSet<>();
        Matcher kip = KIP.matcher(source);
        while (kip.find()) {
          named.add(kip.group());
        }
        Matcher key = KEY.matcher(source);
        while (key.find()) {
          kips.computeIfAbsent(key.group(1), none -> new LinkedHashSet<>()).addAll(named);
        }
      }
    }
  }

  /** Remarks on what there is not. */
  Set<String> strayRemarks() {
    Set<String> stray = new LinkedHashSet<>(remarks.stringPropertyNames());
    Stream.of(ApiKey.values()).map(ApiKey::name).forEach(stray::remove);
    return stray;
  }

  String text() {
    StringBuilder page = new StringBuilder();
    page.append("# Compatibility\n\n")
        .append("Generated: `mvn -Pstrangers verify` runs every stranger, records what passed in")
        .append(" `strangers/results.tsv` and writes this page. The tables of APIs come from the")
        .append(" broker itself, and the build fails when they are not what it answers.\n\n");
    answered(page);
    unanswered(page);
    strangers(page);
    return page.toString();
  }

  private void answered(StringBuilder page) {
    page.append("## What is answered\n\n")
        .append("Versions that Kafka ")
        .append(AppInfoParser.getVersion())
        .append(" knows are beside those that Klamm answers. A request in another version ends")
        .append(" its connection, as with Kafka; ApiVersions is answered in version 0 instead.\n\n")
        .append("| key | API | Klamm | Kafka | KIPs | remarks |\n")
        .append("| --- | --- | --- | --- | --- | --- |\n");
    handlers.stream()
        .sorted(Comparator.comparingInt(handler -> handler.apiKey().id()))
        .forEach(handler -> page.append(row(handler)));
  }

  private String row(ApiHandler<?> handler) {
    ApiKey key = handler.apiKey();
    return "| %d | %s | %s | %s | %s | %s |\n"
        .formatted(
            key.id(),
            name(key),
            range(handler.oldestVersion(), handler.latestVersion()),
            kafkaRange(key),
            kips(key),
            remarks.getProperty(key.name(), ""));
  }

  private String kips(ApiKey key) {
    return kips.getOrDefault(key.name(), Set.of()).stream()
        .map(kip -> kip.substring("KIP-".length()))
        .sorted(Comparator.comparingInt(Integer::parseInt))
        .collect(Collectors.joining(", "));
  }

  private void unanswered(StringBuilder page) {
    Set<ApiKey> answered = handlers.stream().map(ApiHandler::apiKey).collect(Collectors.toSet());
    page.append("\n## What is not answered\n\n")
        .append("ApiVersions does not tell of these, so clients refuse them by themselves, with")
        .append(" UnsupportedVersionException; a request all the same ends its connection.\n\n")
        .append("| key | API | why |\n")
        .append("| --- | --- | --- |\n");
    Stream.of(ApiKey.values())
        .filter(key -> !answered.contains(key))
        .sorted(Comparator.comparingInt(ApiKey::id))
        .forEach(
            key ->
                page.append(
                    "| %d | %s | %s |\n"
                        .formatted(
                            key.id(), name(key), remarks.getProperty(key.name(), internal()))));
  }

  private static String internal() {
    return "between Kafka's brokers and controllers";
  }

  private void strangers(StringBuilder page) {
    Map<String, List<String[]>> byStranger = new TreeMap<>();
    String date = "";
    for (String line : results) {
      if (line.startsWith("# ")) {
        date = line.substring(2);
      } else {
        String[] fields = line.split("\t");
        byStranger
            .computeIfAbsent((fields[0] + " " + fields[1]).trim(), none -> new ArrayList<>())
            .add(fields);
      }
    }
    page.append("\n## Strangers\n\nRun on ")
        .append(date)
        .append(".\n\n| who | passed | failed |\n| --- | --- | --- |\n");
    byStranger.forEach(
        (who, cases) ->
            page.append("| %s | %d | %d |\n".formatted(who, count(cases), failed(cases))));
    byStranger.forEach((who, cases) -> cases(page, who, cases));
  }

  private static long count(List<String[]> cases) {
    return cases.stream().filter(each -> each[3].equals("passed")).count();
  }

  private static long failed(List<String[]> cases) {
    return cases.size() - count(cases);
  }

  private static void cases(StringBuilder page, String who, List<String[]> cases) {
    page.append("\n### ").append(who).append("\n\n");
    for (String[] each : cases) {
      page.append("- ")
          .append(each[3].equals("passed") ? "" : "**" + each[3] + "**: ")
          .append(each[2])
          .append('\n');
    }
  }

  private static String name(ApiKey key) {
    return ApiKeys.hasId(key.id()) ? ApiKeys.forId(key.id()).name : key.name();
  }

  private static String kafkaRange(ApiKey key) {
    if (!ApiKeys.hasId(key.id())) {
      return "";
    }
    ApiKeys theirs = ApiKeys.forId(key.id());
    return range(theirs.oldestVersion(), theirs.latestVersion());
  }

  private static String range(int oldest, int latest) {
    return oldest == latest ? Integer.toString(oldest) : oldest + "-" + latest;
  }
}
