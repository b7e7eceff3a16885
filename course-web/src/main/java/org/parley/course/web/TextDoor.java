package org.parley.course.web;

import org.parley.course.Act;
import org.parley.course.json.Dossier;
import org.teavm.jso.JSExport;

/** What the compiled module gives to follow joint texts with. {@link Companions} declares the same in TypeScript. */
public final class TextDoor {

  private final Dossier dossier;

  TextDoor(Dossier dossier) {
    this.dossier = dossier;
  }

  @JSExport
  public String apply(String seat, int seq, double atMs, String command) {
    return dossier.apply(new Act(seat, seq, Door.whole(atMs)), command);
  }

  @JSExport
  public String check(String seat, double atMs, String command) {
    return dossier.check(seat, Door.whole(atMs), command);
  }

  @JSExport
  public String write(String seat, int seq, double atMs, int text, int passage, String content) {
    return dossier.write(new Act(seat, seq, Door.whole(atMs)), text, passage, content);
  }

  @JSExport
  public String checkWrite(String seat, double atMs, int text, int passage, String content) {
    return dossier.checkWrite(seat, Door.whole(atMs), text, passage, content);
  }

  /** False, and nothing changes, where these are no delegations of the same sides. */
  @JSExport
  public boolean seat(String delegations) {
    return dossier.seat(delegations);
  }

  @JSExport
  public String view() {
    return dossier.view();
  }

  @JSExport
  public String outline(int text) {
    return dossier.outline(text);
  }

  @JSExport
  public String form(int text) {
    return dossier.form(text);
  }

  @JSExport
  public String digest(int text) {
    return dossier.digest(text);
  }

  @JSExport
  public String paragraphDigest(int text, int paragraph) {
    return dossier.paragraphDigest(text, paragraph);
  }

  @JSExport
  public String paragraph(int text, int paragraph) {
    return dossier.paragraph(text, paragraph);
  }
}
