package org.parley.media.sdp;

import java.util.List;

/**
 * A source that an endpoint may send: one m-section. Chamber and kind tell it from the endpoint's others.
 *
 * @param mid of the section
 * @param payloadType Opus or VP8
 * @param rtxPayloadType retransmission (RFC 4588); -1 for audio and where it was not offered
 * @param encodings lowest first; empty for audio
 */
public record Publication(
    Chamber chamber,
    SourceKind kind,
    String mid,
    int payloadType,
    int rtxPayloadType,
    Extensions extensions,
    List<Encoding> encodings) {}
