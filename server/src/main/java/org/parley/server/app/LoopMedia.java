package org.parley.server.app;

import java.security.SecureRandom;
import java.util.Base64;
import org.parley.media.RoomCommand;
import org.parley.media.dtls.Fingerprint;
import org.parley.media.ice.IceCredentials;
import org.parley.media.sdp.ServerParameters;
import org.parley.server.net.MediaLoop;
import org.parley.server.net.MediaLoops;

/** The media loops, as the live meetings see them. */
final class LoopMedia implements MediaPlane {

  /** 192 bits, as 32 ice-chars (RFC 8839, section 5.4). */
  private static final int PASSWORD_BYTES = 24;

  private final MediaLoops loops;
  private final Fingerprint fingerprint;
  private final SecureRandom random;

  LoopMedia(MediaLoops loops, Fingerprint fingerprint, SecureRandom random) {
    this.loops = loops;
    this.fingerprint = fingerprint;
    this.random = random;
  }

  @Override
  public ServerParameters parameters(String room) {
    MediaLoop loop = loops.loopFor(room);
    byte[] password = new byte[PASSWORD_BYTES];
    random.nextBytes(password);
    // Base64 and ice-char are the same letters; 24 bytes need no padding.
    return new ServerParameters(
        new IceCredentials(loops.newUfrag(loop), Base64.getEncoder().encodeToString(password)),
        fingerprint,
        loops.candidates(loop));
  }

  /** Only sizes of tiles are ever refused, and counted there: the client tells them again. */
  @Override
  public void submit(String room, RoomCommand command) {
    var _ = loops.loopFor(room).submit(command);
  }
}
