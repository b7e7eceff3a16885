package org.parley.media.dtls;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Hashtable;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.tls.AbstractTlsServer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;
import org.parley.media.srtp.SrtpKeys;
import org.parley.media.srtp.SrtpProfile;

/**
 * The server's role of DTLS 1.2 with use_srtp (RFC 5764) and extended master secret (RFC 7627). Safe to share between threads.
 *
 * <p>It has no cookie exchange: {@link Handshakes} start only for a 5-tuple that ICE validated, and many clients' ClientHello comes in
 * fragments, which the library's stateless verifier does not take.
 */
public final class DtlsServer {

  private final DtlsCertificate certificate;
  private final SecureRandom random;
  private final int timeoutMs;

  public DtlsServer(DtlsCertificate certificate, SecureRandom random) {
    this(certificate, random, Negotiation.TIMEOUT_MS);
  }

  /**
   * @param timeoutMs how long a handshake may take in all
   */
  public DtlsServer(DtlsCertificate certificate, SecureRandom random, int timeoutMs) {
    this.certificate = certificate;
    this.random = random;
    this.timeoutMs = timeoutMs;
  }

  /** What the session description says of our certificate. */
  public Fingerprint fingerprint() {
    return certificate.fingerprint();
  }

  /**
   * Blocks until the handshake is over.
   *
   * @param transport closed by the time that it fails
   * @param expected what the peer's description says of its certificate; only accepted algorithms count
   */
  public HandshakeResult accept(DatagramTransport transport, List<Fingerprint> expected) {
    List<Fingerprint> accepted = Negotiation.accepted(expected);
    if (accepted.isEmpty()) {
      return new HandshakeResult.Failed("no acceptable fingerprint");
    }
    FragmentGuard guard = new FragmentGuard();
    Peer peer = new Peer(new GuardedCrypto(random, guard), accepted);
    try {
      FlightTransport flights = new FlightTransport(transport, guard);
      DTLSTransport established = new DTLSServerProtocol().accept(peer, flights);
      flights.flush();
      SrtpKeys keys = Objects.requireNonNull(peer.keys);
      return new HandshakeResult.Established(keys, new DtlsAssociation(established, flights));
    } catch (IOException e) {
      return new HandshakeResult.Failed(Negotiation.reason(e));
    }
  }

  /** What the library asks during one handshake. */
  @SuppressWarnings({"rawtypes", "unchecked"}) // The library predates generics.
  private final class Peer extends AbstractTlsServer {
    private final GuardedCrypto crypto;
    private final List<Fingerprint> expected;
    private @Nullable SrtpProfile profile;
    private @Nullable SrtpKeys keys;

    Peer(GuardedCrypto crypto, List<Fingerprint> expected) {
      super(crypto);
      this.crypto = crypto;
      this.expected = expected;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
      return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
      return Negotiation.cipherSuites();
    }

    @Override
    public int[] getSupportedGroups() {
      return new int[] {NamedGroup.x25519, NamedGroup.secp256r1};
    }

    /** The library would take any curve that the client names; we take two, in the client's order. */
    @Override
    protected int selectECDH(int minimumCurveBits) {
      int[] offered = context.getSecurityParametersHandshake().getClientSupportedGroups();
      if (offered == null) {
        return NamedGroup.secp256r1;
      }
      for (int group : offered) {
        if (group == NamedGroup.x25519 || group == NamedGroup.secp256r1) {
          return group;
        }
      }
      return -1;
    }

    @Override
    public int getHandshakeTimeoutMillis() {
      return timeoutMs;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
      return Negotiation.RESEND_MS;
    }

    @Override
    public int getMaxCertificateChainLength() {
      return Negotiation.MAX_CHAIN;
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
      return true;
    }

    /** Trust is in the fingerprint; who signed the certificate, and how, says nothing. */
    @Override
    public boolean shouldCheckSigAlgOfPeerCerts() {
      return false;
    }

    @Override
    public void processClientExtensions(Hashtable clientExtensions) throws IOException {
      super.processClientExtensions(clientExtensions);
      UseSRTPData offered =
          clientExtensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(clientExtensions);
      profile = offered == null ? null : choose(offered.getProtectionProfiles());
      if (profile == null) {
        throw new TlsFatalAlert(AlertDescription.handshake_failure, "no common SRTP profile");
      }
    }

    @Override
    public Hashtable getServerExtensions() throws IOException {
      Hashtable extensions = super.getServerExtensions();
      int[] chosen = {Objects.requireNonNull(profile).code()};
      TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(chosen, TlsUtils.EMPTY_BYTES));
      return extensions;
    }

    @Override
    public TlsCredentials getCredentials() throws IOException {
      return Negotiation.credentials(context, crypto, certificate);
    }

    @Override
    public CertificateRequest getCertificateRequest() {
      short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
      return new CertificateRequest(types, Negotiation.signatureAlgorithms(), null);
    }

    @Override
    public void notifyClientCertificate(Certificate chain) throws IOException {
      Negotiation.check(chain, expected);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
      super.notifyHandshakeComplete();
      keys = SrtpExporter.export(context, Objects.requireNonNull(profile), true);
    }
  }

  /** Ours by preference, whatever the client's order. */
  private static @Nullable SrtpProfile choose(int[] offered) {
    for (SrtpProfile profile : SrtpProfile.values()) {
      for (int code : offered) {
        if (code == profile.code()) {
          return profile;
        }
      }
    }
    return null;
  }
}
