package org.parley.course.web;

import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.json.Docket;
import org.parley.course.json.Dossier;
import org.parley.course.json.Easel;
import org.parley.course.json.Followed;
import org.parley.course.json.Table;
import org.parley.course.json.Timetable;
import org.teavm.jso.JSExport;

/** What the compiled module exports. {@link Companions} declares the same in TypeScript. */
public final class Door {

  private final Followed followed;

  private Door(Followed followed) {
    this.followed = followed;
  }

  /** TeaVM wants one. The module is called, and does nothing by itself. */
  public static void main(String[] arguments) {}

  /** Null for what are no delegations. */
  @JSExport
  public static @Nullable Door open(String delegations) {
    return of(Table.open(delegations));
  }

  /** Null for what are no delegations. */
  @JSExport
  public static @Nullable Door openSchedule(String delegations) {
    return of(Timetable.open(delegations));
  }

  /** Null for what are no delegations. */
  @JSExport
  public static @Nullable TextDoor openTexts(String delegations) {
    Dossier dossier = Dossier.open(delegations);
    return dossier == null ? null : new TextDoor(dossier);
  }

  /** Null for what are no delegations. */
  @JSExport
  public static @Nullable Door openBoard(String delegations) {
    return of(Easel.open(delegations));
  }

  /** Null for what are no delegations. */
  @JSExport
  public static @Nullable Door openActions(String delegations) {
    return of(Docket.open(delegations));
  }

  private static @Nullable Door of(@Nullable Followed followed) {
    return followed == null ? null : new Door(followed);
  }

  @JSExport
  public String apply(String seat, int seq, double atMs, String command) {
    return followed.apply(new Act(seat, seq, whole(atMs)), command);
  }

  @JSExport
  public String check(String seat, double atMs, String command) {
    return followed.check(seat, whole(atMs), command);
  }

  /** False, and nothing changes, where these are no delegations of the same sides. */
  @JSExport
  public boolean seat(String delegations) {
    return followed.seat(delegations);
  }

  @JSExport
  public String view() {
    return followed.view();
  }

  @JSExport
  public String detail(int id) {
    return followed.detail(id);
  }

  /** What is no number at all is taken for 0. */
  static long whole(double atMs) {
    return atMs > 0 ? (long) Math.min(atMs, Act.MAX_AT_MS) : 0;
  }
}
