package org.parley.meeting;

/**
 * A person present.
 *
 * @param microphone whether it is on; so for camera and screen
 * @param interrupted whether the person's connection broke and may come back
 */
public record Participant(
    String seat, boolean microphone, boolean camera, boolean screen, boolean interrupted) {

  Participant publishing(boolean microphoneOn, boolean cameraOn, boolean screenOn) {
    return new Participant(seat, microphoneOn, cameraOn, screenOn, interrupted);
  }

  Participant interrupted(boolean now) {
    return new Participant(seat, microphone, camera, screen, now);
  }
}
