package org.parley.media.dtls;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.TlsDecodeResult;
import org.bouncycastle.tls.crypto.TlsEncodeResult;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** Applies the guard to encrypted handshake records too: a fragment of Finished can declare 16 MB as well as any other. */
final class GuardedCrypto extends BcTlsCrypto {

  private final FragmentGuard guard;

  GuardedCrypto(SecureRandom random, FragmentGuard guard) {
    super(random);
    this.guard = guard;
  }

  @Override
  public TlsCipher createCipher(
      TlsCryptoParameters parameters, int encryptionAlgorithm, int macAlgorithm)
      throws IOException {
    return new GuardedCipher(
        super.createCipher(parameters, encryptionAlgorithm, macAlgorithm), guard);
  }

  private record GuardedCipher(TlsCipher inner, FragmentGuard guard) implements TlsCipher {

    @Override
    public TlsDecodeResult decodeCiphertext(
        long seqNo,
        short recordType,
        ProtocolVersion recordVersion,
        byte[] ciphertext,
        int offset,
        int len)
        throws IOException {
      TlsDecodeResult decoded =
          inner.decodeCiphertext(seqNo, recordType, recordVersion, ciphertext, offset, len);
      if (decoded.contentType == ContentType.handshake
          && !guard.admitsRecord(decoded.buf, decoded.off, decoded.len)) {
        throw new TlsFatalAlert(AlertDescription.illegal_parameter);
      }
      return decoded;
    }

    @Override
    public TlsEncodeResult encodePlaintext(
        long seqNo,
        short contentType,
        ProtocolVersion recordVersion,
        int headerAllocation,
        byte[] plaintext,
        int offset,
        int len)
        throws IOException {
      return inner.encodePlaintext(
          seqNo, contentType, recordVersion, headerAllocation, plaintext, offset, len);
    }

    @Override
    public int getCiphertextDecodeLimit(int plaintextLimit) {
      return inner.getCiphertextDecodeLimit(plaintextLimit);
    }

    @Override
    public int getCiphertextEncodeLimit(int plaintextLimit) {
      return inner.getCiphertextEncodeLimit(plaintextLimit);
    }

    @Override
    public int getPlaintextDecodeLimit(int ciphertextLimit) {
      return inner.getPlaintextDecodeLimit(ciphertextLimit);
    }

    @Override
    public int getPlaintextEncodeLimit(int ciphertextLimit) {
      return inner.getPlaintextEncodeLimit(ciphertextLimit);
    }

    @Override
    public void rekeyDecoder() throws IOException {
      inner.rekeyDecoder();
    }

    @Override
    public void rekeyEncoder() throws IOException {
      inner.rekeyEncoder();
    }

    @Override
    public boolean usesOpaqueRecordTypeDecode() {
      return inner.usesOpaqueRecordTypeDecode();
    }

    @Override
    public boolean usesOpaqueRecordTypeEncode() {
      return inner.usesOpaqueRecordTypeEncode();
    }
  }
}
