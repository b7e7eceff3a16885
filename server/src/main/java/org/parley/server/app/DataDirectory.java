package org.parley.server.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Where the server keeps its files; its own while it runs. */
final class DataDirectory implements AutoCloseable {

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes it where there is none, for the owner alone, and keeps a second server out. */
  static DataDirectory open(Path directory) throws StartFailure {
    Path path = directory.toAbsolutePath().normalize();
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path, ownerOnly());
      }
      FileChannel channel = FileChannel.open(
          path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new StartFailure("another Parley uses the data directory " + path);
      }
      return new DataDirectory(path, channel);
    } catch (IOException failure) {
      throw new StartFailure(
          "cannot use the data directory " + path + ": " + reason(failure), failure);
    }
  }

  Path path() {
    return path;
  }

  Path database() {
    return path.resolve("parley.db");
  }

  Path sealedFiles() {
    return path.resolve("files");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException _) {
      // The lock ends with the process at the latest.
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Many of these exceptions say no more than the path. */
  private static String reason(IOException failure) {
    return failure.getClass().getSimpleName().replace("Exception", "") + " " + failure.getMessage();
  }
}
