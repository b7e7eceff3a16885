package org.parley.course.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.actions.ActionCommand;
import org.parley.course.json.Json.Fields;

/** What comes in about actions, as strictly as {@link Reading} takes the rest. */
final class ActionReading {

  private ActionReading() {}

  static @Nullable ActionCommand command(String text) {
    Fields fields = Reading.fields(text);
    String type = fields == null ? null : fields.text("type");
    if (fields == null || type == null) {
      return null;
    }
    if (type.equals("proposeAction")) {
      return propose(fields);
    }
    Integer action = fields.areJust("type", "action") ? fields.number("action") : null;
    if (action == null) {
      return null;
    }
    return switch (type) {
      case "agreeToAction" -> new ActionCommand.AgreeToAction(action);
      case "declineAction" -> new ActionCommand.DeclineAction(action);
      case "withdrawAction" -> new ActionCommand.WithdrawAction(action);
      case "markDone" -> new ActionCommand.MarkDone(action);
      case "reopenAction" -> new ActionCommand.ReopenAction(action);
      default -> null;
    };
  }

  private static @Nullable ActionCommand propose(Fields fields) {
    Json.Array sides = fields.array("who");
    List<String> who =
        sides == null ? null : sides.as(side -> side instanceof Json.Text(String id) ? id : null);
    String what = fields.text("what");
    String due = fields.text("due");
    return who == null
            || what == null
            || due == null
            || !fields.areJust("type", "who", "what", "due")
        ? null
        : new ActionCommand.ProposeAction(who, what, due);
  }
}
