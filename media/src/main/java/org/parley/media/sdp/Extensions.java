package org.parley.media.sdp;

/**
 * The header extension ids of one section (RFC 8285), 1 to 14; 0 where the extension was not negotiated.
 */
public record Extensions(
    int mid,
    int rid,
    int repairedRid,
    int transportCc,
    int absSendTime,
    int audioLevel,
    int dependencyDescriptor) {
  public static final Extensions NONE = new Extensions(0, 0, 0, 0, 0, 0, 0);
}
