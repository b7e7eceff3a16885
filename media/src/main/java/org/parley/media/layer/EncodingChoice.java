package org.parley.media.layer;

import java.util.List;
import org.parley.media.sdp.Encoding;

/** Which encoding suits a size on the screen. */
public final class EncodingChoice {

  /** No encoding is wanted. */
  public static final int NONE = -1;

  /** An encoding may be enlarged by this much before the next one pays: lower is sharper, higher spares bandwidth. */
  private static final double ENLARGEMENT = 1.25;

  private EncodingChoice() {}

  /**
   * The smallest encoding that fills the size without being enlarged much, or else the largest.
   *
   * @param encodings lowest first
   * @param width in pixels of the screen; not positive where nothing is shown
   * @return an index, or {@link #NONE}
   */
  public static int forSize(List<Encoding> encodings, int width, int height) {
    if (width <= 0 || height <= 0 || encodings.isEmpty()) {
      return NONE;
    }
    for (int i = 0; i < encodings.size(); i++) {
      Encoding encoding = encodings.get(i);
      // A tile crops or letterboxes: what decides is the side that is filled with the least
      // enlargement.
      double enlargement =
          Math.min((double) width / encoding.width(), (double) height / encoding.height());
      if (enlargement <= ENLARGEMENT) {
        return i;
      }
    }
    return encodings.size() - 1;
  }
}
