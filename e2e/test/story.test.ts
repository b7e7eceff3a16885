/**
 * What Parley is for, from end to end: two delegations agree on a date, meet, weigh a plan and its alternatives, confer apart, lose a network
 * and a server, agree on what is said in public and on when they meet again, and take home a record that proves itself. It takes the pictures
 * of the documentation on its way (`npm run pictures`). Each chapter goes on where the one before it ended.
 */
import './story/dates.ts';
import './story/opening.ts';
import './story/weighing.ts';
import './story/apart.ts';
import './story/public.ts';
import './story/afterwards.ts';
