package org.parley.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The web client's files, all held in memory: a request's path is a key here and never becomes a path of a file system, so none can
 * lead elsewhere.
 */
public final class WebFiles {

  /** Bigger files have no place in a page that phones load. */
  private static final int MAX_FILE_BYTES = 8 * 1024 * 1024;

  /** Smaller ones gain nothing by compression. */
  private static final int MIN_GZIP_BYTES = 1024;

  private static final Map<String, String> TYPES = Map.ofEntries(
      Map.entry("html", "text/html; charset=utf-8"),
      Map.entry("js", "text/javascript; charset=utf-8"),
      Map.entry("mjs", "text/javascript; charset=utf-8"),
      Map.entry("css", "text/css; charset=utf-8"),
      Map.entry("json", "application/json"),
      Map.entry("webmanifest", "application/manifest+json"),
      Map.entry("svg", "image/svg+xml"),
      Map.entry("png", "image/png"),
      Map.entry("ico", "image/x-icon"),
      Map.entry("webp", "image/webp"),
      Map.entry("woff2", "font/woff2"),
      Map.entry("woff", "font/woff"),
      Map.entry("wasm", "application/wasm"),
      Map.entry("mp3", "audio/mpeg"),
      Map.entry("txt", "text/plain; charset=utf-8"));

  private final Map<String, WebFile> files;

  private WebFiles(Map<String, WebFile> files) {
    this.files = Map.copyOf(files);
  }

  /**
   * A file as it is served.
   *
   * @param gzip the same, compressed; null where that gains nothing
   * @param hashed whether its name changes with its content
   */
  record WebFile(String type, byte[] bytes, byte @Nullable [] gzip, String etag, boolean hashed) {}

  /** Reads the folder {@code web} of the classpath; nothing where there is none. */
  public static WebFiles fromClasspath() {
    URL index = WebFiles.class.getResource("/web/index.html");
    if (index == null) {
      return new WebFiles(Map.of());
    }
    try {
      URI uri = index.toURI();
      if (!uri.getScheme().equals("jar")) {
        return read(Path.of(uri).resolveSibling("."));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return read(jar.getPath("/web"));
      }
    } catch (URISyntaxException | IOException failure) {
      throw new IllegalStateException("cannot read the web client's files", failure);
    }
  }

  /** Reads a folder. */
  public static WebFiles read(Path folder) throws IOException {
    Path root = folder.normalize();
    Map<String, WebFile> files = new HashMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(path).toString().replace('\\', '/');
        if (Files.size(path) > MAX_FILE_BYTES) {
          throw new IOException(name + " is too big to be served");
        }
        files.put("/" + name, file(name, Files.readAllBytes(path)));
      }
    }
    return new WebFiles(files);
  }

  /** The file at a path such as {@code /assets/index-B3x.js}; null where there is none. */
  @Nullable
  WebFile at(String path) {
    return files.get(path);
  }

  public int count() {
    return files.size();
  }

  private static WebFile file(String name, byte[] bytes) {
    String extension = name.substring(name.lastIndexOf('.') + 1);
    String type = TYPES.getOrDefault(extension, "application/octet-stream");
    boolean text = type.startsWith("text/") || type.contains("json") || type.contains("svg");
    byte[] gzip = text && bytes.length >= MIN_GZIP_BYTES ? gzip(bytes) : null;
    return new WebFile(type, bytes, gzip, etag(bytes), name.startsWith("assets/"));
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static String etag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"'
          + Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 22)
          + '"';
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
