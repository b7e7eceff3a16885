package org.parley.media.wire;

import org.jspecify.annotations.Nullable;

/**
 * A reusable view of a Dependency Descriptor (AV1 RTP payload format, appendix A): what an SFU needs to know of a frame without seeing
 * its payload. Only one with a structure allocates.
 */
public final class DependencyDescriptor {

  private static final int MANDATORY_BYTES = 3;

  private final BitReader bits = new BitReader();
  private final byte[] indications = new byte[DependencyStructure.MAX_DECODE_TARGETS];
  private final int[] frameDiffs = new int[DependencyStructure.MAX_FRAME_DIFFS];
  private final int[] chainDiffs = new int[DependencyStructure.MAX_DECODE_TARGETS];
  private boolean startOfFrame;
  private boolean endOfFrame;
  private int templateId;
  private int frameNumber16;
  private @Nullable DependencyStructure attached;
  private @Nullable DependencyStructure structure;
  private int template;
  private int activeDecodeTargets;
  private boolean customIndications;
  private boolean customFrameDiffs;
  private boolean customChainDiffs;
  private int frameDiffCount;

  /**
   * Views an element's data.
   *
   * @param last the stream's last structure, which the caller keeps; null before the first
   * @return false where it is malformed or over a limit. Without a structure that knows the template, the view has the mandatory fields
   *     alone and {@link #hasLayers} is false.
   */
  public boolean wrap(
      byte[] buffer, int offset, int sizeBytes, @Nullable DependencyStructure last) {
    attached = null;
    structure = last;
    template = -1;
    activeDecodeTargets = 0;
    customIndications = false;
    customFrameDiffs = false;
    customChainDiffs = false;
    frameDiffCount = 0;
    if (sizeBytes < MANDATORY_BYTES) {
      return false;
    }
    bits.wrap(buffer, offset, sizeBytes);
    startOfFrame = bits.flag();
    endOfFrame = bits.flag();
    templateId = bits.read(6);
    frameNumber16 = bits.read(16);
    boolean hasActiveTargets = false;
    if (sizeBytes > MANDATORY_BYTES) {
      boolean hasStructure = bits.flag();
      hasActiveTargets = bits.flag();
      customIndications = bits.flag();
      customFrameDiffs = bits.flag();
      customChainDiffs = bits.flag();
      if (hasStructure && !attach()) {
        return false;
      }
    }
    return readDefinition(hasActiveTargets) && !bits.overrun();
  }

  private boolean attach() {
    attached = DependencyStructure.read(bits);
    structure = attached;
    return attached != null && !bits.overrun();
  }

  /** What follows has sizes that only the structure knows: without one, it can't be read. */
  private boolean readDefinition(boolean hasActiveTargets) {
    DependencyStructure known = structure;
    if (known == null) {
      return true;
    }
    int decodeTargets = known.decodeTargets();
    if (hasActiveTargets) {
      activeDecodeTargets = bits.read(decodeTargets);
    } else if (attached != null) {
      activeDecodeTargets = (int) ((1L << decodeTargets) - 1);
    }
    template = known.templateIndex(templateId);
    if (template < 0) {
      // With its own structure the id must be one of it; without, a structure was lost.
      return attached == null;
    }
    if (customIndications) {
      for (int i = 0; i < decodeTargets; i++) {
        indications[i] = (byte) bits.read(2);
      }
    }
    if (customFrameDiffs && !readFrameDiffs()) {
      return false;
    }
    if (customChainDiffs) {
      for (int i = 0; i < known.chains(); i++) {
        chainDiffs[i] = bits.read(8);
      }
    }
    return true;
  }

  private boolean readFrameDiffs() {
    for (int size = bits.read(2); size != 0; size = bits.read(2)) {
      if (frameDiffCount == frameDiffs.length) {
        return false;
      }
      frameDiffs[frameDiffCount++] = bits.read(4 * size) + 1;
    }
    return true;
  }

  public boolean startOfFrame() {
    return startOfFrame;
  }

  public boolean endOfFrame() {
    return endOfFrame;
  }

  /** 0 to 63. */
  public int templateId() {
    return templateId;
  }

  /** 0 to 65535, one more with each frame of the stream. */
  public int frameNumber16() {
    return frameNumber16;
  }

  /** The packet starts a key frame. */
  public boolean hasStructure() {
    return attached != null;
  }

  /** To keep for the packets that follow; null if {@link #hasStructure} is false. */
  public @Nullable DependencyStructure attachedStructure() {
    return attached;
  }

  /** Whether a structure knows the template: else spatial and temporal id are -1 and nothing below may be asked. */
  public boolean hasLayers() {
    return template >= 0;
  }

  /** 0 to 3; -1 if unknown. */
  public int spatialId() {
    return template < 0 ? -1 : known().spatialId(template);
  }

  /** 0 to 7; -1 if unknown. */
  public int temporalId() {
    return template < 0 ? -1 : known().temporalId(template);
  }

  /** Bit i says whether decode target i is sent from now on; 0 where the packet does not say. */
  public int activeDecodeTargets() {
    return activeDecodeTargets;
  }

  public int decodeTargets() {
    return known().decodeTargets();
  }

  /** 0 not present, 1 discardable, 2 switch, 3 required. */
  public int indication(int decodeTarget) {
    return customIndications
        ? indications[decodeTarget]
        : known().indication(template, decodeTarget);
  }

  public int frameDiffs() {
    return customFrameDiffs ? frameDiffCount : known().frameDiffs(template);
  }

  /** How many frames before this one one that it needs is: 1 to 4096. */
  public int frameDiff(int index) {
    return customFrameDiffs ? frameDiffs[index] : known().frameDiff(template, index);
  }

  /** How many frames before this one the last of a chain is: 0 to 255, 0 for none. */
  public int chainDiff(int chain) {
    return customChainDiffs ? chainDiffs[chain] : known().chainDiff(template, chain);
  }

  /** The frame's width in pixels; -1 if unknown. */
  public int width() {
    return template < 0 || !known().hasResolutions() ? -1 : known().width(spatialId());
  }

  /** The frame's height in pixels; -1 if unknown. */
  public int height() {
    return template < 0 || !known().hasResolutions() ? -1 : known().height(spatialId());
  }

  private DependencyStructure known() {
    if (structure == null) {
      throw new IllegalStateException("No structure: ask hasLayers first");
    }
    return structure;
  }
}
