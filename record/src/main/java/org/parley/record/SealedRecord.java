package org.parley.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/** The file that a side takes home: a line that says what it is, and a box. */
public final class SealedRecord {

  /** Of the whole file. A record of 10,000 entries has some 10 MB; more would only fill memory. */
  public static final int MAX_BYTES = 64 * 1024 * 1024;

  static final String LINE = "parley sealed record 1\n";
  static final String INFO = "parley record file";
  static final int NONCE_BYTES = 12;
  static final int TAG_BYTES = 16;

  private static final byte[] FIRST_LINE = LINE.getBytes(UTF_8);

  /** Up to the number of its version. */
  private static final byte[] ANY_VERSION = "parley sealed record ".getBytes(UTF_8);

  private static final int KEY_BYTES = 32;

  private SealedRecord() {}

  /** What can be said of a file without its code: null where it may be opened by one. */
  public static @Nullable Unreadable look(byte[] file) {
    if (file.length > MAX_BYTES) {
      return Unreadable.TOO_LARGE;
    }
    if (begins(file, FIRST_LINE)) {
      return null;
    }
    return begins(file, ANY_VERSION) ? Unreadable.ANOTHER_VERSION : Unreadable.NO_RECORD;
  }

  public static Opened open(byte[] file, OpeningCode code) {
    Unreadable unreadable = look(file);
    if (unreadable != null) {
      return unreadable;
    }
    byte[] content = content(file, code);
    return content == null ? Unreadable.NOT_OPENED : RecordFile.read(content);
  }

  private static byte @Nullable [] content(byte[] file, OpeningCode code) {
    int box = FIRST_LINE.length + NONCE_BYTES;
    if (file.length < box + TAG_BYTES) {
      return null;
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          key(code),
          new GCMParameterSpec(TAG_BYTES * Byte.SIZE, file, FIRST_LINE.length, NONCE_BYTES));
      cipher.updateAAD(FIRST_LINE);
      return cipher.doFinal(file, box, file.length - box);
    } catch (AEADBadTagException _) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has AES-GCM and HKDF", e);
    }
  }

  static SecretKey key(OpeningCode code) throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256")
        .deriveKey(
            "AES",
            HKDFParameterSpec.ofExtract()
                .addIKM(code.secret())
                .thenExpand(INFO.getBytes(UTF_8), KEY_BYTES));
  }

  private static boolean begins(byte[] file, byte[] with) {
    return file.length >= with.length && Arrays.equals(file, 0, with.length, with, 0, with.length);
  }
}
