package org.parley.server.signalling;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A WebSocket client that writes whatever frames a test wants, wrong ones included. */
final class RawSocket implements AutoCloseable {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int PING = 9;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;
  private final String response;

  /** @param headers more of the request's, each ended by CRLF */
  RawSocket(InetSocketAddress address, String headers) throws IOException {
    // Small, so that a reader who does not read stalls the server soon.
    socket.setReceiveBufferSize(8 * 1024);
    socket.setSoTimeout(10_000);
    socket.connect(address);
    in = socket.getInputStream();
    out = socket.getOutputStream();
    String host = "127.0.0.1:" + address.getPort();
    write("GET " + Signalling.PATH + " HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host
        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" + headers + "\r\n");
    response = readHead();
  }

  String response() {
    return response;
  }

  /** Writes a frame, masked with zeros (RFC 6455, section 5.2). */
  void frame(boolean fin, int firstBits, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) ((fin ? 0x80 : 0) | firstBits));
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    frame.putInt(0).put(payload);
    out.write(frame.array(), 0, frame.position());
    out.flush();
  }

  void text(String text) throws IOException {
    frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  void write(String bytes) throws IOException {
    out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Reads frames up to the server's close, and returns its code; -1 where the connection broke without one. */
  int readCloseCode() throws IOException {
    while (true) {
      int opcode = in.read();
      int size = in.read();
      if (opcode < 0 || size < 0) {
        return -1;
      }
      if (size == 126) {
        size = (in.read() << 8) | in.read();
      } else if (size == 127) {
        size = (int) ByteBuffer.wrap(in.readNBytes(8)).getLong();
      }
      byte[] payload = in.readNBytes(size);
      if ((opcode & 0xf) == 8) {
        return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
      }
    }
  }

  private String readHead() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        break;
      }
      head.write(b);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
