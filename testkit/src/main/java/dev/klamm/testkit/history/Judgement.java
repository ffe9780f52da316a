package dev.klamm.testkit.history;

import java.util.ArrayList;
import java.util.List;

/** One look at a history: every rule in turn. */
final class Judgement {

  private static final int MAX_VIOLATIONS = 100;

  private final History history;
  private final List<Violation> violations = new ArrayList<>();

  Judgement(History history) {
    this.history = history;
  }

  List<Violation> judge() {
    new RecordRules(history, this).check();
    new ReaderRules(history, this).check();
    new TransactionRules(history, this).check();
    new GroupRules(history, this).check();
    return List.copyOf(violations);
  }

  /** Beyond some number, more of them tell nothing new. */
  void broken(Rule rule, String seen) {
    if (violations.size() < MAX_VIOLATIONS) {
      violations.add(new Violation(rule, seen));
    }
  }
}
