package org.parley.course.schedule;

/** Where people meet. */
public enum Format {
  VIRTUAL,
  IN_PERSON,
  /** Some here, some there. */
  HYBRID
}
