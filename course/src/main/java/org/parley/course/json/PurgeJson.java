package org.parley.course.json;

import org.jspecify.annotations.Nullable;
import org.parley.course.json.Json.Array;
import org.parley.course.json.Json.Fields;
import org.parley.course.schedule.PurgeCommand;
import org.parley.course.schedule.PurgeEvent;
import org.parley.course.schedule.PurgeProposal;

/** What comes in and goes out about deleting what the server holds. A test holds it against the records. */
final class PurgeJson {

  private PurgeJson() {}

  static @Nullable PurgeCommand command(String type, Fields fields) {
    if (type.equals("proposePurge")) {
      return fields.areJust("type") ? new PurgeCommand.ProposePurge() : null;
    }
    Integer proposal = fields.number("proposal");
    if (proposal == null) {
      return null;
    }
    if (type.equals("withdrawPurge")) {
      return fields.areJust("type", "proposal") ? new PurgeCommand.WithdrawPurge(proposal) : null;
    }
    String signature = fields.text("signature");
    return signature == null || !fields.areJust("type", "proposal", "signature")
        ? null
        : new PurgeCommand.AcceptPurge(proposal, signature);
  }

  static Json of(@Nullable PurgeProposal purge) {
    return purge == null
        ? new Json.Nothing()
        : Fields.of()
            .with("seq", purge.seq())
            .with("side", purge.side())
            .with("by", purge.by())
            .with("atMs", purge.atMs())
            .with("keys", Array.of(purge.keys(), LineWriting::of));
  }

  static Json of(PurgeEvent event) {
    return switch (event) {
      case PurgeEvent.PurgeProposed one -> of("purgeProposed", one);
      case PurgeEvent.PurgeAccepted one ->
        of("purgeAccepted", one).with("proposal", one.proposal());
      case PurgeEvent.PurgeWithdrawn one ->
        of("purgeWithdrawn", one).with("proposal", one.proposal());
      case PurgeEvent.PurgeAgreed one -> of("purgeAgreed", one).with("proposal", one.proposal());
    };
  }

  private static Fields of(String type, PurgeEvent event) {
    return Fields.of(type).with("act", Writing.of(event.act()));
  }
}
