package org.parley.media.sdp;

import java.util.List;

/**
 * A source that an endpoint may send: one m-section.
 *
 * @param mid of the section
 * @param payloadType Opus or VP8
 * @param rtxPayloadType retransmission (RFC 4588); -1 for audio and where it was not offered
 * @param encodings lowest first; empty for audio
 */
public record Publication(
    SourceKind kind,
    String mid,
    int payloadType,
    int rtxPayloadType,
    Extensions extensions,
    List<Encoding> encodings) {}
