package org.parley.course.text;

/** Text that all sides have agreed on. */
public record AgreedText(int id, String text) implements Segment {

  @Override
  public int chars() {
    return text.length();
  }
}
