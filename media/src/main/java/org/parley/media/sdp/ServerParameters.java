package org.parley.media.sdp;

import java.util.List;
import org.parley.media.dtls.Fingerprint;
import org.parley.media.ice.IceCredentials;

/**
 * The server's end of an answer.
 *
 * @param credentials new ones, always: they are used for a first offer and for an ICE restart; any other re-offer keeps those of the
 *     previous session. What came to be used is in the session
 * @param fingerprint of the server's certificate
 * @param candidates where the endpoint's media loop listens, the preferred first
 */
public record ServerParameters(
    IceCredentials credentials, Fingerprint fingerprint, List<Candidate> candidates) {}
