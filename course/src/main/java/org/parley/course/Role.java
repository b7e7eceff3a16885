package org.parley.course;

/** What somebody is in a delegation, as the charter says. */
public enum Role {
  HEAD,
  DEPUTY,
  SECRETARIAT,
  ADVISER,
  EXPERT,
  NOTE_TAKER,
  INTERPRETER,
  OBSERVER,
  TECHNICIAN,
  /** A delegate without a more special role. */
  MEMBER;

  /** Whether what one says binds one's side. */
  public boolean speaksForSide() {
    return this == HEAD || this == DEPUTY;
  }

  /** Whether one draws up what one's side proposes. */
  public boolean prepares() {
    return speaksForSide() || this == SECRETARIAT;
  }

  /** Whether one takes part in the talks: others are there to help, or to see. */
  public boolean speaks() {
    return switch (this) {
      case HEAD, DEPUTY, SECRETARIAT, ADVISER, EXPERT, MEMBER -> true;
      case NOTE_TAKER, INTERPRETER, OBSERVER, TECHNICIAN -> false;
    };
  }
}
