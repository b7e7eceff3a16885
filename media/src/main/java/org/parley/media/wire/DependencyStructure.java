package org.parley.media.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The templates that a video stream's descriptors refer to, until the next structure (AV1 RTP payload format, appendix A). Immutable. It
 * comes with the first packet of a key frame.
 */
public final class DependencyStructure {

  /** Template ids have six bits. */
  public static final int MAX_TEMPLATES = 64;

  public static final int MAX_SPATIAL_ID = 3;
  public static final int MAX_TEMPORAL_ID = 7;

  /** The field has five bits, of a number less one. */
  public static final int MAX_DECODE_TARGETS = 32;

  /** Of one frame or template. AV1 has 7 references; higher would only let a structure grow. */
  public static final int MAX_FRAME_DIFFS = 16;

  private int templateIdOffset;
  private int decodeTargets;
  private int templates;
  private int chains;
  private final byte[] spatialIds = new byte[MAX_TEMPLATES];
  private final byte[] temporalIds = new byte[MAX_TEMPLATES];
  private byte[] indications = {};
  private byte[][] frameDiffs = {};
  private byte[] protectingChains = {};
  private byte[] chainDiffs = {};
  private int[] resolutions = {};

  private DependencyStructure() {}

  /** Null where it is malformed or over a limit; the reader's overrun is for the caller to ask. */
  static @Nullable DependencyStructure read(BitReader bits) {
    DependencyStructure structure = new DependencyStructure();
    structure.templateIdOffset = bits.read(6);
    structure.decodeTargets = bits.read(5) + 1;
    if (!structure.readLayers(bits)) {
      return null;
    }
    structure.indications = new byte[structure.templates * structure.decodeTargets];
    fill(structure.indications, bits, 2);
    if (!structure.readFrameDiffs(bits) || !structure.readChains(bits)) {
      return null;
    }
    structure.readResolutions(bits);
    return structure;
  }

  private boolean readLayers(BitReader bits) {
    int spatialId = 0;
    int temporalId = 0;
    int next;
    do {
      if (templates == MAX_TEMPLATES
          || spatialId > MAX_SPATIAL_ID
          || temporalId > MAX_TEMPORAL_ID
          || bits.overrun()) {
        return false;
      }
      spatialIds[templates] = (byte) spatialId;
      temporalIds[templates] = (byte) temporalId;
      templates++;
      next = bits.read(2);
      if (next == 1) {
        temporalId++;
      } else if (next == 2) {
        temporalId = 0;
        spatialId++;
      }
    } while (next != 3);
    return true;
  }

  private boolean readFrameDiffs(BitReader bits) {
    frameDiffs = new byte[templates][];
    byte[] diffs = new byte[MAX_FRAME_DIFFS];
    for (int template = 0; template < templates; template++) {
      int count = 0;
      while (bits.flag()) {
        if (count == MAX_FRAME_DIFFS) {
          return false;
        }
        diffs[count++] = (byte) (bits.read(4) + 1);
      }
      frameDiffs[template] = Arrays.copyOf(diffs, count);
    }
    return true;
  }

  private boolean readChains(BitReader bits) {
    chains = bits.readNonSymmetric(decodeTargets + 1);
    if (chains == 0) {
      return true;
    }
    if (bits.overrun()) {
      return false;
    }
    protectingChains = new byte[decodeTargets];
    for (int target = 0; target < decodeTargets; target++) {
      protectingChains[target] = (byte) bits.readNonSymmetric(chains);
    }
    chainDiffs = new byte[templates * chains];
    fill(chainDiffs, bits, 4);
    return true;
  }

  private void readResolutions(BitReader bits) {
    if (!bits.flag()) {
      return;
    }
    resolutions = new int[2 * (spatialIds[templates - 1] + 1)];
    for (int i = 0; i < resolutions.length; i++) {
      resolutions[i] = bits.read(16) + 1;
    }
  }

  private static void fill(byte[] target, BitReader bits, int width) {
    for (int i = 0; i < target.length; i++) {
      target[i] = (byte) bits.read(width);
    }
  }

  /** Which template an id means; -1 for none, as when a newer structure was lost. */
  public int templateIndex(int templateId) {
    int index = (templateId + MAX_TEMPLATES - templateIdOffset) % MAX_TEMPLATES;
    return index < templates ? index : -1;
  }

  public int templates() {
    return templates;
  }

  public int templateIdOffset() {
    return templateIdOffset;
  }

  public int spatialId(int template) {
    return spatialIds[template];
  }

  public int temporalId(int template) {
    return temporalIds[template];
  }

  public int decodeTargets() {
    return decodeTargets;
  }

  /** A frame's part in a decode target: 0 not present, 1 discardable, 2 switch, 3 required. */
  public int indication(int template, int decodeTarget) {
    return indications[template * decodeTargets + decodeTarget];
  }

  public int frameDiffs(int template) {
    return frameDiffs[template].length;
  }

  /** How many frames before it one that it needs is: 1 to 16. */
  public int frameDiff(int template, int index) {
    return frameDiffs[template][index];
  }

  public int chains() {
    return chains;
  }

  /** Only where there are chains. */
  public int protectingChain(int decodeTarget) {
    return protectingChains[decodeTarget];
  }

  /** How many frames before it the last of a chain is: 0 to 15, 0 for none. */
  public int chainDiff(int template, int chain) {
    return chainDiffs[template * chains + chain];
  }

  public boolean hasResolutions() {
    return resolutions.length > 0;
  }

  /** In pixels, 1 to 65536; only where there are resolutions. */
  public int width(int spatialId) {
    return resolutions[2 * spatialId];
  }

  /** In pixels, 1 to 65536; only where there are resolutions. */
  public int height(int spatialId) {
    return resolutions[2 * spatialId + 1];
  }
}
