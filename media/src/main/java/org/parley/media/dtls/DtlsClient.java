package org.parley.media.dtls;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Hashtable;
import java.util.List;
import java.util.Objects;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;
import org.parley.media.srtp.SrtpKeys;
import org.parley.media.srtp.SrtpProfile;

/** The client's role: for the server's warm-up, and for peers that are not browsers. */
public final class DtlsClient {

  private final DtlsCertificate certificate;
  private final SecureRandom random;
  private final List<SrtpProfile> profiles;

  /**
   * @param profiles offered in this order
   */
  public DtlsClient(DtlsCertificate certificate, SecureRandom random, List<SrtpProfile> profiles) {
    this.certificate = certificate;
    this.random = random;
    this.profiles = List.copyOf(profiles);
  }

  /**
   * Blocks until the handshake is over. The keys are seen from here: ingress is what the server sends.
   *
   * @param expected what the server's description says of its certificate
   */
  public HandshakeResult connect(DatagramTransport transport, List<Fingerprint> expected) {
    FragmentGuard guard = new FragmentGuard();
    Peer peer = new Peer(new GuardedCrypto(random, guard), Negotiation.accepted(expected));
    try {
      FlightTransport flights = new FlightTransport(transport, guard);
      DTLSTransport established = new DTLSClientProtocol().connect(peer, flights);
      flights.flush();
      SrtpKeys keys = Objects.requireNonNull(peer.keys);
      return new HandshakeResult.Established(keys, new DtlsAssociation(established, flights));
    } catch (IOException e) {
      return new HandshakeResult.Failed(Negotiation.reason(e));
    }
  }

  @SuppressWarnings({"rawtypes", "unchecked", "JdkObsolete"}) // The library predates generics.
  private final class Peer extends DefaultTlsClient {
    private final BcTlsCrypto crypto;
    private final List<Fingerprint> expected;
    private @Nullable SrtpProfile profile;
    private @Nullable SrtpKeys keys;

    Peer(BcTlsCrypto crypto, List<Fingerprint> expected) {
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
    protected Vector getSupportedGroups(Vector namedGroupRoles) {
      Vector<Integer> groups = new Vector<>();
      groups.add(NamedGroup.x25519);
      groups.add(NamedGroup.secp256r1);
      return groups;
    }

    @Override
    public int getHandshakeTimeoutMillis() {
      return Negotiation.TIMEOUT_MS;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
      return Negotiation.RESEND_MS;
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
      return true;
    }

    @Override
    public boolean shouldCheckSigAlgOfPeerCerts() {
      return false;
    }

    @Override
    public Hashtable getClientExtensions() throws IOException {
      Hashtable extensions = super.getClientExtensions();
      int[] codes = profiles.stream().mapToInt(SrtpProfile::code).toArray();
      if (codes.length > 0) {
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(codes, TlsUtils.EMPTY_BYTES));
      }
      return extensions;
    }

    @Override
    public void processServerExtensions(Hashtable serverExtensions) throws IOException {
      super.processServerExtensions(serverExtensions);
      UseSRTPData chosen =
          serverExtensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(serverExtensions);
      for (SrtpProfile offered : profiles) {
        if (chosen != null && chosen.getProtectionProfiles()[0] == offered.code()) {
          profile = offered;
        }
      }
      if (profile == null) {
        throw new TlsFatalAlert(AlertDescription.handshake_failure, "no common SRTP profile");
      }
    }

    @Override
    public TlsAuthentication getAuthentication() {
      return new TlsAuthentication() {
        @Override
        public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
          Negotiation.check(server.getCertificate(), expected);
        }

        @Override
        public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
          return Negotiation.credentials(context, crypto, certificate);
        }
      };
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
      super.notifyHandshakeComplete();
      keys = SrtpExporter.export(context, Objects.requireNonNull(profile), false);
    }
  }
}
