package dev.klamm.core.net;

/** Which broker a request goes to. */
public sealed interface Destination {

  /** The broker of this id. It must be known: from metadata or as a coordinator. */
  record ToNode(int id, Lane lane) implements Destination {}

  /** Any broker: the one with the least under way, connected ones first. */
  record ToAny() implements Destination {
    static final ToAny INSTANCE = new ToAny();
  }

  /** The broker that requests for the whole cluster go to. */
  record ToController() implements Destination {
    static final ToController INSTANCE = new ToController();
  }

  /** The coordinator of a group or a transactional id; looked up when it is not known. */
  record ToCoordinator(CoordinatorType type, String key) implements Destination {}

  static Destination node(int id) {
    return new ToNode(id, Lane.DATA);
  }

  static Destination node(int id, Lane lane) {
    return new ToNode(id, lane);
  }

  static Destination any() {
    return ToAny.INSTANCE;
  }

  static Destination controller() {
    return ToController.INSTANCE;
  }

  static Destination coordinator(CoordinatorType type, String key) {
    return new ToCoordinator(type, key);
  }
}
