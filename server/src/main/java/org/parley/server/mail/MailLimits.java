package org.parley.server.mail;

import java.time.Duration;

/**
 * What mail is sent at most, and how long it may take.
 *
 * @param hourlyOfProcess mails that one process may send at once, and then in an hour: more lets sides move dates more often, fewer
 *     makes the server a worse tool for who wants to fill a mailbox
 * @param hourly the same of the whole server: the operator's good name with other mail servers is at stake
 * @param waiting batches that wait: more rides out a slower mail server, fewer bound memory
 * @param answer within which the mail server has to connect, and to answer each of our words
 * @param batch after which no other mail of a batch is begun
 */
public record MailLimits(
    int hourlyOfProcess, int hourly, int waiting, Duration answer, Duration batch) {

  public static final MailLimits DEFAULT =
      new MailLimits(60, 1_000, 50, Duration.ofSeconds(15), Duration.ofSeconds(60));
}
