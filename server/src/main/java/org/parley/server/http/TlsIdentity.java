package org.parley.server.http;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The key that the server proves itself with, and the certificates that vouch for it.
 *
 * @param chain the server's own certificate first
 * @param trusted whether browsers are expected to trust it; a certificate of one's own making they do not
 */
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain, boolean trusted) {

  public TlsIdentity {
    chain = List.copyOf(chain);
  }

  @Override
  public String toString() {
    return "TlsIdentity[" + chain.getFirst().getSubjectX500Principal() + "]";
  }
}
