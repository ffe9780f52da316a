package dev.klamm.core.broker.cluster;

import org.jspecify.annotations.Nullable;

/** What a topic may be called. */
public final class TopicName {

  private static final int MAX_LENGTH = 249;

  private TopicName() {}

  /** Why a name is not allowed, or null when it is. */
  public static @Nullable String refusal(String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      return "a topic name has 1 to " + MAX_LENGTH + " characters, not " + name.length();
    }
    if (name.equals(".") || name.equals("..")) {
      return "a topic cannot be called '" + name + "'";
    }
    for (int i = 0; i < name.length(); i++) {
      if (!isAllowed(name.charAt(i))) {
        return "topic name '"
            + name
            + "' has the character '"
            + name.charAt(i)
            + "', allowed are ASCII letters, digits, '.', '_' and '-'";
      }
    }
    return null;
  }

  /** Whether there can be another name that {@link #collide}s with this one. */
  public static boolean canCollide(String name) {
    return name.indexOf('.') >= 0 || name.indexOf('_') >= 0;
  }

  /** Whether two names give the same metric name, in which dots become underscores. */
  public static boolean collide(String one, String other) {
    return one.replace('.', '_').equals(other.replace('.', '_'));
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }
}
