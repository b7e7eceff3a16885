package org.parley.meeting;

/**
 * A person present.
 *
 * @param room where the person is: a room has what is said and shown in it to itself
 * @param microphone whether it is on; so for camera and screen
 * @param interrupted whether the person's connection broke and may come back
 */
public record Participant(
    String seat,
    String room,
    boolean microphone,
    boolean camera,
    boolean screen,
    boolean interrupted) {

  Participant publishing(boolean microphoneOn, boolean cameraOn, boolean screenOn) {
    return new Participant(seat, room, microphoneOn, cameraOn, screenOn, interrupted);
  }

  Participant in(String otherRoom) {
    return new Participant(seat, otherRoom, microphone, camera, screen, interrupted);
  }

  Participant interrupted(boolean now) {
    return new Participant(seat, room, microphone, camera, screen, now);
  }
}
