package org.parley.server.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A mail server that says what no good one does. */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Function<String, @Nullable String> reply;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** @param reply to each line, and first to an empty one; null for silence, an empty one for the end */
  ScriptedServer(Function<String, @Nullable String> reply) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), reply);
  }

  private ScriptedServer(ServerSocket listener, Function<String, @Nullable String> reply) {
    this.reply = reply;
    this.listener = listener;
    Thread.startVirtualThread(this::listen);
  }

  /** Takes all but what the function has another reply to. */
  static ScriptedServer but(Function<String, @Nullable String> other) throws IOException {
    return but(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), other);
  }

  static ScriptedServer but(ServerSocket listener, Function<String, @Nullable String> other) {
    return new ScriptedServer(listener, line -> {
      String said = other.apply(line);
      return said != null
          ? said
          : line.isEmpty() ? "220 ready" : line.equals("DATA") ? "354 go on" : "250 fine";
    });
  }

  int port() {
    return listener.getLocalPort();
  }

  List<String> heard() {
    return heard;
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        Thread.startVirtualThread(() -> talk(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      boolean isData = false;
      for (String line = ""; line != null; line = lines.readLine()) {
        heard.add(line);
        isData = isData && !line.equals(".");
        String said = isData ? null : reply.apply(line);
        if (said != null && said.isEmpty()) {
          return;
        }
        if (said != null) {
          socket.getOutputStream().write((said + "\r\n").getBytes(US_ASCII));
          isData = said.startsWith("354");
        }
      }
    } catch (IOException closed) {
      // The other end, or the test, is over.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
