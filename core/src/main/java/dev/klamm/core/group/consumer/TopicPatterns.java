package dev.klamm.core.group.consumer;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.TopicNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The patterns that members of one group subscribe to, and the topics whose whole names they match
 * (KIP-848). A cache: what it says follows from the patterns and the topics there are.
 *
 * <p>RE2/J matches in time linear in the name; what a pattern may grow to is limited here.
 */
final class TopicPatterns {
  private static final int MAX_LENGTH = 2_048;

  /** How long it may be once its repetitions are written out. */
  private static final long MAX_SIZE = 20_000;

  private static final class Matches {
    private final Pattern pattern;
    private @Nullable Object version;
    private Set<String> topics = Set.of();

    Matches(Pattern pattern) {
      this.pattern = pattern;
    }
  }

  private final Map<String, Matches> byRegex = new HashMap<>();

  /**
   * @throws Refusal with INVALID_REGULAR_EXPRESSION
   */
  static Pattern compile(String regex) {
    if (regex.length() > MAX_LENGTH) {
      throw invalid(
          regex.substring(0, 64) + "...",
          "it has " + regex.length() + " characters, " + MAX_LENGTH + " are allowed");
    }
    if (RegexSize.of(regex) > MAX_SIZE) {
      throw invalid(regex, "its repetitions make it longer than " + MAX_SIZE + " characters");
    }
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw invalid(regex, String.valueOf(e.getMessage()));
    }
  }

  private static RuntimeException invalid(String regex, String why) {
    return new Refusal(
        KafkaError.INVALID_REGULAR_EXPRESSION,
        "SubscribedTopicRegex '" + regex + "' is not a valid regular expression: " + why + ".");
  }

  /** The names that a valid pattern matches as of now. */
  Set<String> matching(String regex, TopicNames topics) {
    Matches matches = byRegex.get(regex);
    if (matches == null) {
      matches = new Matches(compile(regex));
      byRegex.put(regex, matches);
    }
    Object version = topics.version();
    if (matches.version != version) {
      matches.topics = match(matches.pattern, topics);
      matches.version = version;
    }
    return matches.topics;
  }

  private static Set<String> match(Pattern pattern, TopicNames topics) {
    Set<String> found = new TreeSet<>();
    for (String name : topics.names()) {
      if (pattern.matches(name)) {
        found.add(name);
      }
    }
    return found;
  }

  /** Forgets all patterns but these. */
  void retain(Collection<String> regexes) {
    byRegex.keySet().retainAll(regexes);
  }
}
