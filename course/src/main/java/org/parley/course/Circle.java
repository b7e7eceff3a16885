package org.parley.course;

/** Of whom a {@link Sidebar} is, across all sides. */
public enum Circle {
  /** Who speaks for a side. */
  HEADS,
  /** Who advises a side. */
  EXPERTS;

  /** Whether somebody of a role belongs to it; nobody belongs to two. */
  public boolean has(Role role) {
    return switch (this) {
      case HEADS -> role.speaksForSide();
      case EXPERTS -> role == Role.EXPERT || role == Role.ADVISER;
    };
  }
}
