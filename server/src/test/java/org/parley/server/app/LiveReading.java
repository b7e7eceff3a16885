package org.parley.server.app;

import java.util.List;
import org.parley.media.RoomCommand;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.SourceKind;
import org.parley.server.app.LiveHarness.Guest;
import org.parley.server.signalling.TestClient;
import org.parley.server.signalling.protocol.ServerMessage.Changed;
import org.parley.server.signalling.protocol.ServerMessage.Participant;

/** What tests of live meetings read in what clients and the media plane were told. */
final class LiveReading {

  private LiveReading() {}

  /** Lets go whatever came for what all of them sent. */
  static void settle(Guest... guests) {
    for (int i = 0; i < 2; i++) {
      for (Guest guest : guests) {
        guest.client().settle();
      }
    }
  }

  /** What a client was told last of a seat, by messages of which the next is not yet read. */
  static Participant last(TestClient client, String seat) {
    while (true) {
      Participant participant = client.until(Changed.class).participant();
      if (participant.seat().equals(seat)) {
        return participant;
      }
    }
  }

  static List<String> endpoints(List<RoomCommand> commands) {
    return commands.stream()
        .filter(RoomCommand.Admit.class::isInstance)
        .map(RoomCommand::endpoint)
        .toList();
  }

  static RoomCommand.Publish publish(
      String endpoint, Chamber chamber, SourceKind kind, boolean on) {
    return new RoomCommand.Publish(endpoint, chamber, kind, on);
  }
}
