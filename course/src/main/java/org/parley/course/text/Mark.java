package org.parley.course.text;

import org.parley.course.Author;

/** A side's initials to a paragraph, or its approval of a text. */
public record Mark(String side, String seat, int seq, long atMs) {

  static Mark of(Author author) {
    return new Mark(
        author.side(), author.act().seat(), author.act().seq(), author.act().atMs());
  }
}
