package org.parley.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** A process of Node in which any number of devices run the web client's own code. */
final class WebClient implements AutoCloseable {
  private static final HexFormat HEX = HexFormat.of();

  private final NodeProcess node = NodeProcess.start("dev/mls-peer.mjs");

  Peer device(String name) {
    return new Device(name);
  }

  @Override
  public void close() {
    node.close();
  }

  /** The words of the answer. */
  private String[] ask(String who, String what, String... arguments) throws IOException {
    List<String> request =
        new ArrayList<>(List.of(who, what, Agreed.GROUP, HEX.formatHex(Agreed.PSK)));
    request.addAll(List.of(arguments));
    String answer = node.ask(String.join(" ", request));
    if (answer == null || !answer.startsWith("ok")) {
      throw new IllegalStateException(who + ", asked for " + what + ", answers " + answer);
    }
    return answer.substring(2).strip().split(" ", -1);
  }

  private final class Device implements Peer {
    private final String name;

    Device(String name) {
      this.name = name;
    }

    @Override
    public byte[] keyPackage() throws IOException {
      return HEX.parseHex(ask(name, "keyPackage")[0]);
    }

    @Override
    public void found() throws IOException {
      ask(name, "found");
    }

    @Override
    public void join(byte[] welcome) throws IOException {
      ask(name, "join", HEX.formatHex(welcome));
    }

    @Override
    public Change commit(List<byte[]> adds, List<Integer> removes) throws IOException {
      String added = adds.stream().map(HEX::formatHex).collect(Collectors.joining(","));
      String removed = removes.stream().map(String::valueOf).collect(Collectors.joining(","));
      String[] made =
          ask(name, "commit", added.isEmpty() ? "-" : added, removed.isEmpty() ? "-" : removed);
      return new Change(HEX.parseHex(made[0]), made[1].equals("-") ? null : HEX.parseHex(made[1]));
    }

    @Override
    public void follow(byte[] commit) throws IOException {
      ask(name, "follow", HEX.formatHex(commit));
    }

    @Override
    public int leaf() throws IOException {
      return Integer.parseInt(ask(name, "leaf")[0]);
    }

    @Override
    public Secrets secrets() throws IOException {
      String[] words = ask(name, "secrets");
      return new Secrets(Long.parseLong(words[0]), words[1], words[2]);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
