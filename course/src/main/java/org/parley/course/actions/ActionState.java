package org.parley.course.actions;

/** How far an action is. */
public enum ActionState {
  /** Not all sides have given their keys. */
  PROPOSED,
  /** To be done. */
  AGREED,
  DONE
}
