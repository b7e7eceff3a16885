package org.parley.course.json;

import java.util.List;
import org.parley.course.actions.Action;
import org.parley.course.actions.ActionEvent;
import org.parley.course.actions.ActionStep;
import org.parley.course.json.Json.Array;
import org.parley.course.json.Json.Fields;

/** What goes out about actions. A test holds it against the records. */
final class ActionWriting {

  private ActionWriting() {}

  static Json of(ActionAnswer answer) {
    return switch (answer) {
      case ActionAnswer.Listed listed ->
        Fields.of("listed").with("events", Array.of(listed.events(), ActionWriting::of));
      case Answer.Refused refused -> Writing.of((Answer) refused);
    };
  }

  static Json of(ActionsView view) {
    return Fields.of()
        .with("seq", view.seq())
        .with("actions", Array.of(view.actions(), ActionWriting::of));
  }

  static Json of(Action action) {
    return Fields.of()
        .with("id", action.id())
        .with("who", texts(action.who()))
        .with("what", action.what())
        .with("due", action.due())
        .with("state", Names.of(action.state()))
        .with("keys", Array.of(action.keys(), Writing::of))
        .with("history", Array.of(action.history(), ActionWriting::of));
  }

  private static Json of(ActionsView.Listing listing) {
    return Fields.of()
        .with("id", listing.id())
        .with("who", texts(listing.who()))
        .with("what", listing.what())
        .with("due", listing.due())
        .with("state", Names.of(listing.state()))
        .with("by", listing.by())
        .with("keys", Array.of(listing.keys(), Writing::of))
        .with("changed", listing.changed())
        .with("changedAtMs", listing.changedAtMs());
  }

  private static Json of(ActionStep step) {
    return Fields.of()
        .with("side", step.side())
        .with("act", Writing.of(step.act()))
        .with("deed", Names.of(step.deed()));
  }

  private static Json of(ActionEvent event) {
    return switch (event) {
      case ActionEvent.ActionProposed one ->
        Fields.of("actionProposed")
            .with("act", Writing.of(one.act()))
            .with("who", texts(one.who()))
            .with("what", one.what())
            .with("due", one.due());
      case ActionEvent.ActionAgreed one -> of("actionAgreed", one, one.action());
      case ActionEvent.ActionDeclined one -> of("actionDeclined", one, one.action());
      case ActionEvent.ActionWithdrawn one -> of("actionWithdrawn", one, one.action());
      case ActionEvent.ActionLapsed one -> of("actionLapsed", one, one.action());
      case ActionEvent.ActionCarried one -> of("actionCarried", one, one.action());
      case ActionEvent.ActionDone one -> of("actionDone", one, one.action());
      case ActionEvent.ActionReopened one -> of("actionReopened", one, one.action());
    };
  }

  private static Fields of(String type, ActionEvent event, int action) {
    return Fields.of(type).with("act", Writing.of(event.act())).with("action", action);
  }

  private static Json texts(List<String> texts) {
    return Array.of(texts, Json.Text::new);
  }
}
