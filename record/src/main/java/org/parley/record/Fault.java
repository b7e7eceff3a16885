package org.parley.record;

/** What is wrong with an entry. Of several, the first in this order is told. */
public enum Fault {
  /** It is no entry. */
  MALFORMED,
  /** It does not follow the entry before: one of them was changed, or something between them dropped, doubled or moved. */
  OUT_OF_PLACE,
  /** Its signature is not by the device that it names. */
  NOT_SIGNED,
  /** Its device did not come by a link of the seat. */
  NOT_INVITED,
  /** The charter does not reach back to the link by which its device came. */
  UNKNOWN;

  /** As in docs/record.md. */
  public String word() {
    return switch (this) {
      case MALFORMED -> "malformed";
      case OUT_OF_PLACE -> "outOfPlace";
      case NOT_SIGNED -> "notSigned";
      case NOT_INVITED -> "notInvited";
      case UNKNOWN -> "unknown";
    };
  }
}
