package org.parley.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process of Node in which any number of devices run the web client's own code. */
final class WebClient implements AutoCloseable {
  private static final Path WEB = Path.of("..", "web").toAbsolutePath().normalize();
  private static final HexFormat HEX = HexFormat.of();

  private final Process process;
  private final Writer requests;
  private final BufferedReader answers;

  private WebClient(Process process) {
    this.process = process;
    requests = process.outputWriter(UTF_8);
    answers = process.inputReader(UTF_8);
  }

  /** Throws, and says what to do, where it cannot run. */
  static WebClient start() {
    if (!Files.isDirectory(WEB.resolve("node_modules/ts-mls"))) {
      throw new IllegalStateException(
          "The web client's packages are missing: run npm ci in " + WEB);
    }
    try {
      return new WebClient(new ProcessBuilder("node", "dev/mls-peer.mjs")
          .directory(WEB.toFile())
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start());
    } catch (IOException e) {
      throw new IllegalStateException(
          "These tests run the web client's code: install Node, and put it on the PATH", e);
    }
  }

  Peer device(String name) {
    return new Device(name);
  }

  @Override
  public void close() {
    try {
      requests.close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The words of the answer. */
  private String[] ask(String who, String what, String... arguments) throws IOException {
    requests.write(who + " " + what + " " + Agreed.GROUP + " " + HEX.formatHex(Agreed.PSK));
    for (String argument : arguments) {
      requests.write(" " + argument);
    }
    requests.write("\n");
    requests.flush();
    String answer = answers.readLine();
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
