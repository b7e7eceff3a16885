package org.parley.interop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A device in a group, of whichever implementation. Bytes are as they go over the wire. */
interface Peer {
  byte[] keyPackage() throws Exception;

  void found() throws Exception;

  void join(byte[] welcome) throws Exception;

  /** Makes a commit and takes it for accepted. With nothing to add or to remove it renews its own keys. */
  Change commit(List<byte[]> adds, List<Integer> removes) throws Exception;

  void follow(byte[] commit) throws Exception;

  /** The leaf's index. */
  int leaf() throws Exception;

  Secrets secrets() throws Exception;

  /**
   * @param welcome for those who are added; null if nobody is
   */
  record Change(byte[] commit, byte @Nullable [] welcome) {}

  /** What those in one epoch have in common; the byte strings in hexadecimal. */
  record Secrets(long epoch, String exported, String authenticator) {}
}
