package org.parley.course.text;

import java.util.List;

/**
 * A paragraph as a side puts it on the table.
 *
 * @param wordings the side's, for each of the text's languages; empty where it has none yet
 */
public record NewParagraph(List<String> wordings) {
  public NewParagraph {
    wordings = List.copyOf(wordings);
  }
}
