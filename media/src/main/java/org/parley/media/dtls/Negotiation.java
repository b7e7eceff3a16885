package org.parley.media.dtls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsTimeoutException;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** What both ends of a handshake agree to, and how each looks at the other's certificate. */
final class Negotiation {

  /** Long enough for lossy and slow ways; short enough that an abandoned handshake is soon forgotten. */
  static final int TIMEOUT_MS = 30_000;

  /** Lower recovers sooner from loss; higher repeats less on long ways. Doubles each time. */
  static final int RESEND_MS = 250;

  /** A WebRTC peer sends one self-signed certificate. */
  static final int MAX_CHAIN = 4;

  private Negotiation() {}

  /** ECDHE-ECDSA with AEAD: our certificate is ECDSA, and every WebRTC implementation has the first of them. */
  static int[] cipherSuites() {
    return new int[] {
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
      CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    };
  }

  /** What a peer may sign with; RSA too, since its certificate's kind is its own choice. */
  @SuppressWarnings("JdkObsolete") // The library asks for a Vector.
  static Vector<SignatureAndHashAlgorithm> signatureAlgorithms() {
    Vector<SignatureAndHashAlgorithm> algorithms = new Vector<>();
    for (short hash : List.of(HashAlgorithm.sha256, HashAlgorithm.sha384, HashAlgorithm.sha512)) {
      algorithms.add(SignatureAndHashAlgorithm.getInstance(hash, SignatureAlgorithm.ecdsa));
      algorithms.add(SignatureAndHashAlgorithm.getInstance(hash, SignatureAlgorithm.rsa));
    }
    return algorithms;
  }

  static TlsCredentialedSigner credentials(
      TlsContext context, BcTlsCrypto crypto, DtlsCertificate own) throws IOException {
    TlsCertificate certificate = crypto.createCertificate(own.encoded());
    return new BcDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        crypto,
        own.privateKey(),
        new Certificate(new TlsCertificate[] {certificate}),
        SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
  }

  /** Fails the handshake, before there are keys, unless the peer's certificate is one of those expected (RFC 8122, section 5). */
  static void check(Certificate chain, List<Fingerprint> expected) throws IOException {
    if (chain.isEmpty()) {
      throw new TlsFatalAlert(AlertDescription.bad_certificate, "no certificate");
    }
    byte[] leaf = chain.getCertificateAt(0).getEncoded();
    for (Fingerprint fingerprint : expected) {
      if (fingerprint.matches(leaf)) {
        return;
      }
    }
    throw new TlsFatalAlert(AlertDescription.bad_certificate, "certificate not the expected one");
  }

  static List<Fingerprint> accepted(List<Fingerprint> fingerprints) {
    List<Fingerprint> accepted = new ArrayList<>(fingerprints);
    accepted.removeIf(fingerprint -> !fingerprint.isAccepted());
    return List.copyOf(accepted);
  }

  /** Why a handshake failed, from what the library threw: names an alert, nothing of the peer's bytes. */
  static String reason(Exception failure) {
    return switch (failure) {
      case TlsFatalAlertReceived received ->
        "alert from peer: " + AlertDescription.getName(received.getAlertDescription());
      case TlsFatalAlert raised -> AlertDescription.getName(raised.getAlertDescription());
      case TlsTimeoutException timeout -> "timeout";
      default -> failure.getClass().getSimpleName();
    };
  }
}
