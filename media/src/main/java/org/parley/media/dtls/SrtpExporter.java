package org.parley.media.dtls;

import java.util.Arrays;
import org.bouncycastle.tls.TlsContext;
import org.parley.media.srtp.SrtpKeys;
import org.parley.media.srtp.SrtpProfile;

/** Exports SRTP keys from a finished handshake (RFC 5764, section 4.2): client key, server key, client salt, server salt. */
final class SrtpExporter {

  private static final String LABEL = "EXTRACTOR-dtls_srtp";

  private SrtpExporter() {}

  static SrtpKeys export(TlsContext context, SrtpProfile profile, boolean server) {
    int keyBytes = profile.keyBytes();
    int saltBytes = profile.saltBytes();
    byte[] all = context.exportKeyingMaterial(LABEL, null, 2 * (keyBytes + saltBytes));
    byte[] clientKey = Arrays.copyOfRange(all, 0, keyBytes);
    byte[] serverKey = Arrays.copyOfRange(all, keyBytes, 2 * keyBytes);
    int salts = 2 * keyBytes;
    byte[] clientSalt = Arrays.copyOfRange(all, salts, salts + saltBytes);
    byte[] serverSalt = Arrays.copyOfRange(all, salts + saltBytes, all.length);
    Arrays.fill(all, (byte) 0);
    return server
        ? new SrtpKeys(profile, clientKey, clientSalt, serverKey, serverSalt)
        : new SrtpKeys(profile, serverKey, serverSalt, clientKey, clientSalt);
  }
}
