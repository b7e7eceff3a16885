package org.parley.course;

/** What somebody is in a delegation, as the charter says. */
public enum Role {
  HEAD,
  DEPUTY,
  MEMBER;

  /** Whether what one says binds one's side. */
  public boolean speaksForSide() {
    return this != MEMBER;
  }
}
