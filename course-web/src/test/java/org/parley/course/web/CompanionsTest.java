package org.parley.course.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompanionsTest {

  @Test
  void areTheSameAtEachBuild() {
    assertThat(new TypeScript().write()).isEqualTo(new TypeScript().write());
    assertThat(RandomLogs.ofTables(7).write(20))
        .isEqualTo(RandomLogs.ofTables(7).write(20));
    assertThat(RandomLogs.ofTables(7).write(1))
        .isNotEqualTo(RandomLogs.ofTables(8).write(1));
  }

  @Test
  void typesSayWhatTheRecordsSay() {
    assertThat(new TypeScript().write())
        .contains("export type Phase = 'notOpen' | 'open' | 'recess' | 'closed';")
        .contains("  readonly since: Act | null;")
        .contains("  readonly motions: readonly Motion[];")
        .contains(
            "export interface GiveFloor {\n  readonly type: 'giveFloor';\n  readonly seat: string;\n}")
        .contains("export type ScheduleAnswer = Arranged | Refused;")
        .contains(
            "export type ScheduleCommand = MeetingCommand | PurgeCommand | ProposeMeeting | DescribeSide | RaiseObjection | LiftObjection;")
        .contains("export type BoardAnswer = Noted | Refused;")
        .contains("  readonly proposal: CriteriaProposal | null;")
        .contains("  readonly held: readonly number[];")
        .contains("  readonly offer: Offer | null;");
  }

  /** So that who replays the logs sees every kind of answer. */
  @Test
  void theLogsComeFar() {
    String logs = RandomLogs.ofTables(1).write(500);
    assertThat(logs)
        .contains("speechEnded", "lapsed", "declined", "withdrawn", "nextItem", "malformed")
        .contains("\\\"phase\\\":\\\"closed\\\"", "\\\"phase\\\":\\\"recess\\\"", "notYourTurn")
        .contains("declared", "declarationsAsked", "\\\"order\\\":\\\"rotating\\\"")
        .contains("\\\"held\\\":[-1,");
  }

  @Test
  void theSchedulesComeFar() {
    assertThat(RandomLogs.ofSchedules(7).write(20))
        .isEqualTo(RandomLogs.ofSchedules(7).write(20));
    String logs = RandomLogs.ofSchedules(1).write(300);
    assertThat(logs)
        .contains("proposed", "countered", "agreed", "postponed", "cancelled")
        .contains("offerWithdrawn", "offerDeclined", "consentWithdrawn", "meetingDropped")
        .contains("wrongState", "malformed", "\\\"over\\\"", "sideDescribed")
        .contains("objectionRaised", "objectionLifted")
        .contains("lineAgreed", "lineLapsed", "lineTakenDown", "lineConsentWithdrawn", "untrue")
        .contains("\\\"sequence\\\":2");
  }

  @Test
  void theTextsComeFar() {
    assertThat(RandomLogs.ofTexts(7).write(20)).isEqualTo(RandomLogs.ofTexts(7).write(20));
    String logs = RandomLogs.ofTexts(1).write(300);
    assertThat(logs)
        .contains("passageAgreed", "passageGone", "paragraphGone", "wordingWritten")
        .contains("acceptanceRetracted", "initialsCleared", "approvalsCleared", "bracketOpened")
        .contains("commentRemoved", "initialsWithdrawn", "approvalWithdrawn", "malformed")
        .contains("notYourRole", "\\\"over\\\"", "wrongState")
        .contains("paragraphInitialled", "textApproved", "untrue");
  }

  @Test
  void theBoardsComeFar() {
    assertThat(RandomLogs.ofBoards(7).write(20))
        .isEqualTo(RandomLogs.ofBoards(7).write(20));
    String logs = RandomLogs.ofBoards(1).write(300);
    assertThat(logs)
        .contains("criteriaCarried", "criteriaDeclined", "criteriaWithdrawn", "criteriaLapsed")
        .contains("alternativeTabled", "alternativeRevised", "alternativeTakenBack")
        .contains("positionTaken", "assessed", "notYourSide", "malformed", "\\\"over\\\"")
        .contains("\\\"overlap\\\":[0", "\\\"stance\\\":\\\"couldAccept\\\"")
        .contains("\"detail\":\"{", "\"detail\":\"null\"");
  }

  @Test
  void theActionsComeFar() {
    assertThat(RandomLogs.ofActions(7).write(20))
        .isEqualTo(RandomLogs.ofActions(7).write(20));
    String logs = RandomLogs.ofActions(1).write(300);
    assertThat(logs)
        .contains("actionProposed", "actionAgreed", "actionCarried", "actionDone", "actionReopened")
        .contains("actionDeclined", "actionWithdrawn", "actionLapsed")
        .contains(
            "notYourSide", "notYourRole", "malformed", "\\\"over\\\"", "wrongState", "unknown")
        .contains("\"detail\":\"{", "\"detail\":\"null\"");
  }

  @Test
  void theDoorTakesAnyNumber() {
    Door door = Door.open("[{\"id\":\"A\",\"seats\":[]},{\"id\":\"B\",\"seats\":[]}]");
    assertThat(door).isNotNull();
    for (double atMs : new double[] {Double.NaN, -1, 0.5, 1e300, Double.POSITIVE_INFINITY}) {
      assertThat(door.apply("a", 1, atMs, "{\"type\":\"next\"}")).contains("notSeated");
      assertThat(door.check("a", atMs, "{\"type\":\"next\"}")).contains("notSeated");
    }
    assertThat(Door.open("[]")).isNull();
    assertThat(Door.openSchedule("[]")).isNull();
    assertThat(Door.openTexts("[]")).isNull();
    assertThat(Door.openBoard("[]")).isNull();
    assertThat(Door.openActions("[]")).isNull();
  }
}
