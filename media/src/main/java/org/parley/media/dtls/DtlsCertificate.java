package org.parley.media.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;

/** A self-signed ECDSA P-256 certificate and its key. Nobody trusts it but by its fingerprint (RFC 8827, section 6.5). */
public final class DtlsCertificate {

  /** Longer than any server runs; peers look at the fingerprint, some of them at the dates too. */
  private static final Duration VALIDITY = Duration.ofDays(3650);

  /** For peers whose clock is behind. */
  private static final Duration BACKDATED = Duration.ofDays(2);

  private static final int SERIAL_BITS = 127;

  private final AsymmetricKeyParameter privateKey;
  private final byte[] encoded;
  private final Fingerprint fingerprint;

  private DtlsCertificate(AsymmetricKeyParameter privateKey, byte[] encoded) {
    this.privateKey = privateKey;
    this.encoded = encoded;
    this.fingerprint = Fingerprint.of("sha-256", encoded);
  }

  public static DtlsCertificate generate(Instant now, SecureRandom random) {
    X9ECParameters curve = SECNamedCurves.getByOID(SECObjectIdentifiers.secp256r1);
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(new ECKeyGenerationParameters(
        new ECNamedDomainParameters(SECObjectIdentifiers.secp256r1, curve), random));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    try {
      return new DtlsCertificate(pair.getPrivate(), sign(pair, now, random).getEncoded());
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509CertificateHolder sign(
      AsymmetricCipherKeyPair pair, Instant now, SecureRandom random)
      throws OperatorCreationException, IOException {
    X500Name name = new X500Name("CN=Parley");
    SubjectPublicKeyInfo publicKey =
        SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic());
    var algorithm = new DefaultSignatureAlgorithmIdentifierFinder().find("SHA256withECDSA");
    var digest = new DefaultDigestAlgorithmIdentifierFinder().find(algorithm);
    return new X509v3CertificateBuilder(
            name,
            new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
            Date.from(now.minus(BACKDATED)),
            Date.from(now.plus(VALIDITY)),
            name,
            publicKey)
        .build(new BcECContentSignerBuilder(algorithm, digest).build(pair.getPrivate()));
  }

  /** SHA-256, for the session description. */
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  AsymmetricKeyParameter privateKey() {
    return privateKey;
  }

  /** In DER. */
  byte[] encoded() {
    return encoded.clone();
  }

  @Override
  public String toString() {
    return "DtlsCertificate[" + fingerprint.value() + "]";
  }
}
