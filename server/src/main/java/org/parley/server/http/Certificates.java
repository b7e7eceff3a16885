package org.parley.server.http;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** The certificate for HTTPS: the operator's, or one of the server's own making, kept from start to start. */
public final class Certificates {

  private static final String CERTIFICATE_FILE = "tls-certificate.pem";
  private static final String KEY_FILE = "tls-key.pem";

  /** Some systems take none that lasts longer than 825 days, even where it was trusted by hand. */
  private static final Duration VALIDITY = Duration.ofDays(800);

  /** Made anew at a start this long before its end. */
  private static final Duration RENEWAL = Duration.ofDays(60);

  /** For clocks that run late. */
  private static final Duration BACKDATING = Duration.ofDays(1);

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

  private Certificates() {}

  /** The operator's certificate or key cannot be used; the message says why. */
  public static final class Unusable extends Exception {
    Unusable(String message) {
      super(message);
    }
  }

  /**
   * Loads the operator's.
   *
   * @param chainFile PEM, the server's certificate first
   * @param keyFile PEM, PKCS #8 or the older forms, not encrypted
   */
  public static TlsIdentity load(Path chainFile, Path keyFile) throws Unusable {
    List<X509Certificate> chain = readChain(chainFile);
    PrivateKey key = readKey(keyFile);
    if (!belongTogether(chain.getFirst(), key)) {
      throw new Unusable(keyFile + " is not the key of the certificate in " + chainFile);
    }
    return new TlsIdentity(key, chain, true);
  }

  /**
   * The certificate in the directory; makes one where there is none, or where it ends soon or lacks a name.
   *
   * @param names host names and addresses that people use
   */
  public static TlsIdentity selfSigned(Path directory, Set<String> names, Instant now)
      throws IOException {
    Path chainFile = directory.resolve(CERTIFICATE_FILE);
    Path keyFile = directory.resolve(KEY_FILE);
    if (Files.exists(chainFile) && Files.exists(keyFile)) {
      try {
        TlsIdentity kept = load(chainFile, keyFile);
        X509Certificate certificate = kept.chain().getFirst();
        boolean lasts = certificate.getNotAfter().toInstant().isAfter(now.plus(RENEWAL));
        if (lasts && namesOf(certificate).containsAll(canonical(names))) {
          return new TlsIdentity(kept.key(), kept.chain(), false);
        }
      } catch (Unusable _) {
        // Made anew below.
      }
    }
    TlsIdentity made = make(names, now);
    writePrivately(keyFile, new JcaPKCS8Generator(made.key(), null));
    writePrivately(chainFile, made.chain().getFirst());
    return made;
  }

  /** The names and addresses of this machine. */
  public static Set<String> localNames() {
    Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "::1"));
    try {
      for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
        each.inetAddresses()
            .filter(address -> !address.isLinkLocalAddress() && !address.isMulticastAddress())
            .map(Certificates::textOf)
            .forEach(names::add);
      }
    } catch (SocketException _) {
      // Without them the certificate is for localhost alone.
    }
    return names;
  }

  private static TlsIdentity make(Set<String> names, Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      // The serial number in the name tells browsers this certificate from an earlier one (RFC
      // 5280, section 4.1.2.4 wants names
      // unique to a key).
      BigInteger serial = new BigInteger(126, new SecureRandom());
      X500Name subject = new X500Name("CN=Parley " + serial.toString(36).substring(0, 8));
      GeneralName[] alternatives = canonical(names).stream()
          .map(name -> new GeneralName(
              ADDRESS.matcher(name).matches() ? GeneralName.iPAddress : GeneralName.dNSName, name))
          .toArray(GeneralName[]::new);
      X509CertificateHolder holder = new JcaX509v3CertificateBuilder(
              subject,
              serial,
              Date.from(now.minus(BACKDATING)),
              Date.from(now.plus(VALIDITY)),
              subject,
              keys.getPublic())
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
          .addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
          .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives))
          .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
      X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(holder);
      return new TlsIdentity(keys.getPrivate(), List.of(certificate), false);
    } catch (GeneralSecurityException | IOException | OperatorCreationException failure) {
      throw new IllegalStateException("cannot make a certificate", failure);
    }
  }

  private static List<X509Certificate> readChain(Path file) throws Unusable {
    List<X509Certificate> chain = new ArrayList<>();
    try (Reader text = Files.newBufferedReader(file);
        PEMParser pem = new PEMParser(text)) {
      for (Object next = pem.readObject(); next != null; next = pem.readObject()) {
        if (next instanceof X509CertificateHolder holder) {
          chain.add(new JcaX509CertificateConverter().getCertificate(holder));
        }
      }
    } catch (IOException | GeneralSecurityException failure) {
      throw new Unusable("cannot read certificates from " + file);
    }
    if (chain.isEmpty()) {
      throw new Unusable("no certificate in " + file);
    }
    return chain;
  }

  private static PrivateKey readKey(Path file) throws Unusable {
    try (Reader text = Files.newBufferedReader(file);
        PEMParser pem = new PEMParser(text)) {
      for (Object next = pem.readObject(); next != null; next = pem.readObject()) {
        PrivateKeyInfo key = keyOf(next);
        if (key != null) {
          return new JcaPEMKeyConverter().getPrivateKey(key);
        }
      }
    } catch (IOException failure) {
      throw new Unusable("cannot read a key from " + file);
    }
    throw new Unusable("no unencrypted private key in " + file);
  }

  private static @Nullable PrivateKeyInfo keyOf(Object pemObject) {
    return switch (pemObject) {
      case PrivateKeyInfo info -> info;
      case PEMKeyPair pair -> pair.getPrivateKeyInfo();
      default -> null;
    };
  }

  private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
    String algorithm = switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC", "ECDSA" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
    try {
      byte[] challenge = new byte[32];
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(challenge);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(challenge);
      return signature.verify(signed);
    } catch (GeneralSecurityException failure) {
      return false;
    }
  }

  private static Set<String> namesOf(X509Certificate certificate) {
    Set<String> names = new HashSet<>();
    try {
      var alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        alternatives.forEach(each -> names.add(String.valueOf(each.get(1))));
      }
    } catch (CertificateParsingException _) {
      return Set.of();
    }
    return canonical(names);
  }

  /** Addresses have several spellings; names' case does not count. */
  private static Set<String> canonical(Set<String> names) {
    Set<String> canonical = new TreeSet<>();
    for (String name : names) {
      canonical.add(
          ADDRESS.matcher(name).matches()
              ? textOf(InetAddress.ofLiteral(name))
              : name.toLowerCase(Locale.ROOT));
    }
    return canonical;
  }

  /** Without the interface's name, which has no place in a certificate. */
  private static String textOf(InetAddress address) {
    return address.getHostAddress().replaceFirst("%.*", "");
  }

  /** Written beside and moved, so that a crash leaves no half file; readable by the owner alone from the start. */
  private static void writePrivately(Path file, Object pemObject) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(pemObject);
    }
    FileAttribute<?>[] attributes =
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    Files.createFile(beside, attributes);
    Files.writeString(beside, text.toString());
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
