package org.parley.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.parley.media.RoomCommand;
import org.parley.media.RoomCommand.Occupant;
import org.parley.media.ice.IceCredentials;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.Encoding;
import org.parley.media.sdp.Extensions;
import org.parley.media.sdp.Publication;
import org.parley.media.sdp.Session;
import org.parley.media.sdp.Slot;
import org.parley.media.sdp.SourceKind;
import org.parley.media.srtp.SrtpKeys;
import org.parley.media.srtp.SrtpProfile;

/** A meeting under virtual time: a plane, peers, and everyone seated before everyone. The seed makes it repeatable. */
public final class SimMeeting {

  private static final String ROOM = "room";

  /** Of those for whom it does not matter. */
  private static final String SIDE = "side";

  /** Enough for tests; a peer's slots are negotiated once. */
  private static final int SLOTS = 6;

  private static final Extensions EXTENSIONS = new Extensions(1, 2, 3, 4, 5, 6, 7);

  private static final List<Encoding> ENCODINGS = List.of(
      new Encoding("l", 320, 180, 150_000),
      new Encoding("m", 640, 360, 500_000),
      new Encoding("h", 1280, 720, 1_700_000));

  private static final List<Encoding> SCREEN = List.of(new Encoding("", 1920, 1080, 2_500_000));

  private final Simulation simulation = new Simulation();
  private final SplittableRandom random;
  private final Plane plane;
  private final List<SimPeer> peers = new ArrayList<>();

  /** What a peer and the server agreed on. */
  record Seat(int number, int firstSeq, Session session, SrtpKeys peerKeys) {}

  public SimMeeting(long seed) {
    random = new SplittableRandom(seed);
    plane = new Plane(simulation, seed);
  }

  public Simulation simulation() {
    return simulation;
  }

  public Plane plane() {
    return plane;
  }

  public SimPeer peer(int number) {
    return peers.get(number);
  }

  /** The endpoint's id of a peer. */
  public static String endpoint(int number) {
    return "peer-" + number;
  }

  /** A session's ICE credentials on the server's side. */
  public static IceCredentials serverCredentials(int number) {
    return new IceCredentials("server" + number, "password-of-the-server-" + number);
  }

  /** Admits a peer whose sound and camera are on in the plenary; its sequence numbers begin anywhere. */
  public SimPeer join() {
    return join(SIDE);
  }

  /** Admits a peer of a side. */
  public SimPeer join(String side) {
    return join(side, random.nextInt(1 << 16));
  }

  /** Admits a peer whose sequence numbers begin at {@code firstSeq}. */
  public SimPeer join(int firstSeq) {
    return join(SIDE, firstSeq);
  }

  private SimPeer join(String side, int firstSeq) {
    int number = peers.size();
    SrtpKeys keys = keys();
    Session session = session(number);
    plane.agree(endpoint(number), keys);
    plane.apply(new RoomCommand.Admit(ROOM, endpoint(number), side, session));
    SrtpKeys mirrored = new SrtpKeys(
        keys.profile(), keys.egressKey(), keys.egressSalt(), keys.ingressKey(), keys.ingressSalt());
    SimPeer peer = new SimPeer(
        simulation, plane, new Seat(number, firstSeq, session, mirrored), random.split());
    peers.add(peer);
    publish(number, Chamber.PLENARY, SourceKind.MICROPHONE, true);
    publish(number, Chamber.PLENARY, SourceKind.CAMERA, true);
    peer.start();
    return peer;
  }

  /** Turns a source of a peer's on or off. */
  public void publish(int publisher, Chamber chamber, SourceKind kind, boolean on) {
    plane.apply(new RoomCommand.Publish(endpoint(publisher), chamber, kind, on));
  }

  /** Seats a publisher in a receiver's slot, as it is in the plenary, and shows it in a size. */
  public void seat(int receiver, int slot, int publisher, int width, int height) {
    show(receiver, slot, width, height);
    plane.apply(new RoomCommand.Seat(
        endpoint(receiver), slot, endpoint(publisher), Chamber.PLENARY, Occupant.PERSON));
  }

  /** Seats a publisher in a receiver's slot, as it is in its caucus, and shows it in a size. */
  public void seatInCaucus(int receiver, int slot, int publisher, int width, int height) {
    show(receiver, slot, width, height);
    plane.apply(new RoomCommand.Seat(
        endpoint(receiver), slot, endpoint(publisher), Chamber.CAUCUS, Occupant.PERSON));
  }

  /** Seats a publisher's screen in a receiver's slot and shows it in a size. */
  public void seatScreen(int receiver, int slot, int publisher, int width, int height) {
    show(receiver, slot, width, height);
    plane.apply(new RoomCommand.Seat(
        endpoint(receiver), slot, endpoint(publisher), Chamber.PLENARY, Occupant.SCREEN));
  }

  /** Empties a receiver's slot. */
  public void unseat(int receiver, int slot) {
    plane.apply(
        new RoomCommand.Seat(endpoint(receiver), slot, null, Chamber.PLENARY, Occupant.PERSON));
  }

  public void show(int receiver, int slot, int width, int height) {
    plane.apply(new RoomCommand.View(endpoint(receiver), slot, width, height));
  }

  private SrtpKeys keys() {
    SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
    return new SrtpKeys(
        profile,
        bytes(profile.keyBytes()),
        bytes(profile.saltBytes()),
        bytes(profile.keyBytes()),
        bytes(profile.saltBytes()));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** What a peer negotiated. */
  public static Session session(int number) {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < SLOTS; i++) {
      int ssrc = 1_000_000 + number * 1000 + i * 10;
      slots.add(new Slot(
          i,
          new Slot.Section("a" + i, 111, -1, ssrc, 0, EXTENSIONS),
          new Slot.Section("v" + i, 96, 97, ssrc + 1, ssrc + 2, EXTENSIONS)));
    }
    return new Session(
        serverCredentials(number),
        new IceCredentials("client" + number, "password-of-the-client-" + number),
        List.of(),
        publications(),
        slots);
  }

  private static List<Publication> publications() {
    List<Publication> publications = new ArrayList<>();
    for (Chamber chamber : Chamber.values()) {
      for (SourceKind kind : SourceKind.values()) {
        boolean audio = kind == SourceKind.MICROPHONE;
        publications.add(new Publication(
            chamber,
            kind,
            "" + publications.size(),
            audio ? 111 : 96,
            audio ? -1 : 97,
            EXTENSIONS,
            switch (kind) {
              case MICROPHONE -> List.of();
              case CAMERA -> ENCODINGS;
              case SCREEN -> SCREEN;
            }));
      }
    }
    return publications;
  }
}
