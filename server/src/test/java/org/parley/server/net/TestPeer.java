package org.parley.server.net;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;
import org.parley.media.ice.IceCredentials;
import org.parley.media.wire.StunMessage;
import org.parley.media.wire.StunWriter;

/** A client's end over a real socket: ICE checks, and a way for DTLS. */
interface TestPeer extends DatagramTransport, AutoCloseable {

  void send(byte[] datagram) throws IOException;

  /** Null after {@code waitMs} without one. */
  byte @Nullable [] receive(int waitMs) throws IOException;

  @Override
  void close() throws IOException;

  static byte[] check(IceCredentials server) {
    byte[] buffer = new byte[500];
    int sizeBytes = StunWriter.bindingRequest(
        buffer,
        0,
        new StunWriter.BindingRequest(
            "123456789012".getBytes(StandardCharsets.US_ASCII),
            server.ufrag() + ":peer",
            1,
            true,
            true,
            7),
        server.password().getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(buffer, sizeBytes);
  }

  /** One ICE check, repeated as clients do; whether it was answered. */
  default boolean passesCheck(IceCredentials server) throws IOException {
    for (int i = 0; i < 20; i++) {
      send(check(server));
      byte[] answer = receive(250);
      StunMessage message = answer == null ? null : StunMessage.parse(answer, 0, answer.length);
      if (message != null && message.type() == StunMessage.BINDING_SUCCESS) {
        return true;
      }
    }
    return false;
  }

  @Override
  default int getReceiveLimit() {
    return 1500;
  }

  @Override
  default int getSendLimit() {
    return 1200;
  }

  @Override
  default int receive(byte[] buffer, int offset, int limitBytes, int waitMs) throws IOException {
    byte[] datagram = receive(Math.max(1, waitMs));
    // STUN answers come the same way.
    if (datagram == null || datagram[0] < 20) {
      return -1;
    }
    System.arraycopy(datagram, 0, buffer, offset, datagram.length);
    return datagram.length;
  }

  @Override
  default void send(byte[] buffer, int offset, int sizeBytes) throws IOException {
    send(Arrays.copyOfRange(buffer, offset, offset + sizeBytes));
  }

  static TestPeer udp(InetAddress address, int port) throws IOException {
    return new Udp(new DatagramSocket(0, address), new InetSocketAddress(address, port));
  }

  static Tcp tcp(InetAddress address, int port) throws IOException {
    return new Tcp(new Socket(address, port));
  }

  record Udp(DatagramSocket socket, InetSocketAddress server) implements TestPeer {
    @Override
    public void send(byte[] datagram) throws IOException {
      socket.send(new DatagramPacket(datagram, datagram.length, server));
    }

    @Override
    public byte @Nullable [] receive(int waitMs) throws IOException {
      DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
      socket.setSoTimeout(waitMs);
      try {
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
      } catch (SocketTimeoutException e) {
        return null;
      }
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  /** Framed by RFC 4571. */
  record Tcp(Socket socket) implements TestPeer {
    @Override
    public void send(byte[] datagram) throws IOException {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      byte[] frame = new byte[2 + datagram.length];
      frame[0] = (byte) (datagram.length >>> 8);
      frame[1] = (byte) datagram.length;
      System.arraycopy(datagram, 0, frame, 2, datagram.length);
      out.write(frame);
    }

    @Override
    public byte @Nullable [] receive(int waitMs) throws IOException {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      socket.setSoTimeout(waitMs);
      try {
        byte[] frame = new byte[in.readUnsignedShort()];
        in.readFully(frame);
        return frame;
      } catch (SocketTimeoutException e) {
        return null;
      }
    }

    /** Whether the server ends the connection in time. */
    boolean isEnded(int waitMs) throws IOException {
      socket.setSoTimeout(waitMs);
      try {
        return socket.getInputStream().read() < 0;
      } catch (SocketTimeoutException e) {
        return false;
      } catch (EOFException | java.net.SocketException e) {
        return true;
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
