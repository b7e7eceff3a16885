package org.parley.media.dtls;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Hashtable;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

/** A client that shows no certificate, and has weaknesses of choice. */
@SuppressWarnings({"rawtypes", "unchecked"}) // The library predates generics.
final class OddClient extends DefaultTlsClient {

  private final ProtocolVersion version;
  private final boolean extendedMasterSecret;

  private OddClient(ProtocolVersion version, boolean extendedMasterSecret) {
    super(new BcTlsCrypto(new SecureRandom()));
    this.version = version;
    this.extendedMasterSecret = extendedMasterSecret;
  }

  /** Returns the alert that it gets, or -1. */
  static int connect(
      DatagramTransport transport, ProtocolVersion version, boolean extendedMasterSecret) {
    try {
      new DTLSClientProtocol().connect(new OddClient(version, extendedMasterSecret), transport);
      return -1;
    } catch (TlsFatalAlertReceived e) {
      return e.getAlertDescription();
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return version.only();
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return 5000;
  }

  @Override
  public boolean shouldUseExtendedMasterSecret() {
    return extendedMasterSecret;
  }

  @Override
  public Hashtable getClientExtensions() throws IOException {
    Hashtable extensions = super.getClientExtensions();
    int[] profiles = {SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM};
    TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(profiles, new byte[0]));
    return extensions;
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate certificate) {}

      @Override
      public org.bouncycastle.tls.@Nullable TlsCredentials getClientCredentials(
          CertificateRequest request) {
        return null;
      }
    };
  }
}
