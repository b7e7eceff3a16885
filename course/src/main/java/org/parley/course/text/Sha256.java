package org.parley.course.text;

import java.nio.charset.StandardCharsets;

/** SHA-256 (FIPS 180-4): what a browser's build of the rules has no other of, and what has to be the same in all of them. */
final class Sha256 {

  private static final String BASE64URL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private static final int BLOCK_BYTES = 64;
  private static final int ROUNDS = 64;

  /** Of the cube roots of the first 64 primes, the first 32 bits of their fractions. */
  private static final int[] ROUND = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  private Sha256() {}

  /** Of the text in UTF-8, in base64url without padding: 43 characters. */
  static String of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int padded = (bytes.length + 9 + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
    byte[] message = new byte[padded];
    System.arraycopy(bytes, 0, message, 0, bytes.length);
    message[bytes.length] = (byte) 0x80;
    long bits = bytes.length * 8L;
    for (int i = 0; i < Long.BYTES; i++) {
      message[padded - 1 - i] = (byte) (bits >>> (8 * i));
    }
    int[] state = {
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    int[] words = new int[ROUNDS];
    for (int at = 0; at < padded; at += BLOCK_BYTES) {
      compress(state, words, message, at);
    }
    return written(state);
  }

  private static void compress(int[] state, int[] words, byte[] message, int at) {
    for (int i = 0; i < 16; i++) {
      int from = at + 4 * i;
      words[i] = (message[from] & 0xff) << 24
          | (message[from + 1] & 0xff) << 16
          | (message[from + 2] & 0xff) << 8
          | (message[from + 3] & 0xff);
    }
    for (int i = 16; i < ROUNDS; i++) {
      int before = words[i - 15];
      int last = words[i - 2];
      int small0 = turned(before, 7) ^ turned(before, 18) ^ (before >>> 3);
      int small1 = turned(last, 17) ^ turned(last, 19) ^ (last >>> 10);
      words[i] = words[i - 16] + small0 + words[i - 7] + small1;
    }
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    int f = state[5];
    int g = state[6];
    int h = state[7];
    for (int i = 0; i < ROUNDS; i++) {
      int big1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
      int first = h + big1 + ((e & f) ^ (~e & g)) + ROUND[i] + words[i];
      int big0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
      int second = big0 + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = d + first;
      d = c;
      c = b;
      b = a;
      a = first + second;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }

  private static int turned(int word, int by) {
    return (word >>> by) | (word << (32 - by));
  }

  /** Six bits a character, the last four bits of which two are left over. */
  private static String written(int[] state) {
    StringBuilder out = new StringBuilder();
    int left = 0;
    int bits = 0;
    for (int i = 0; i < state.length * Integer.BYTES; i++) {
      left = (left << 8 | (state[i / 4] >>> (24 - 8 * (i % 4)) & 0xff)) & 0xffff;
      bits += 8;
      while (bits >= 6) {
        bits -= 6;
        out.append(BASE64URL.charAt(left >>> bits & 0x3f));
      }
    }
    return out.append(BASE64URL.charAt(left << (6 - bits) & 0x3f)).toString();
  }
}
