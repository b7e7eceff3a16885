package org.parley.media.sdp;

import java.util.List;
import org.parley.media.dtls.Fingerprint;
import org.parley.media.ice.IceCredentials;

/**
 * What one endpoint and the server agreed on: all that the media plane needs to know of an offer.
 *
 * @param publications one of each kind for each chamber
 */
public record Session(
    IceCredentials local,
    IceCredentials remote,
    List<Fingerprint> fingerprints,
    List<Publication> publications,
    List<Slot> slots) {}
