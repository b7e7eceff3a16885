package org.parley.course.text;

/** A piece of a paragraph in one language. */
public sealed interface Segment permits AgreedText, Passage {

  /** Counted by the text: what changes has another. */
  int id();

  /** Of all that is said in it. */
  int chars();
}
