/**
 * Every screen without a server, for looking at while it is made: /dev/scenes.html?scene=table&sides=2&each=3. Served by `npm run dev`
 * alone; the build does not know this folder.
 *
 * scene: home, organise, privacy, check, schedule (dates=offered, agreed, moved), table, side, refused (reason=…), ended (reason=…).
 * In check, table and side: role=member, sides, each, absent, sharing, apart, waiting (0 to 4), chat, alarms, unopened, interrupted, moving,
 * stopping, keyless, framesfailed, course (asked, open, recess, closed), board (empty, asked, full), verification (asked, shown, broken, verified, changed, mismatch,
 * settled). In side: admitted.
 * Everywhere: language=ar, fr or he, theme=dark.
 */
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/noto-sans-arabic/wght.css';
import '@fontsource-variable/noto-sans-hebrew/wght.css';
import { mount } from 'svelte';
import type { Phase } from '../src/session/surroundings';
import '../src/view/app.css';
import HomePage from '../src/view/home/HomePage.svelte';
import DeviceCheck from '../src/view/join/DeviceCheck.svelte';
import EndedPage from '../src/view/join/EndedPage.svelte';
import RefusedPage from '../src/view/join/RefusedPage.svelte';
import MeetingRoom from '../src/view/meeting/MeetingRoom.svelte';
import { preferences } from '../src/view/preferences.svelte';
import SchedulePage from '../src/view/schedule/SchedulePage.svelte';
import PrivacyPage from '../src/view/privacy/PrivacyPage.svelte';
import { attendanceAt } from './attended';
import { agencies, each, functions, language, names, people, query, sides, title } from './cast';
import { showOrganiser } from './organised';

async function show(target: HTMLElement): Promise<void> {
  const reason = query.get('reason') ?? '';
  switch (query.get('scene') ?? 'home') {
    case 'home':
      mount(HomePage, { target });
      return;
    case 'organise':
      await showOrganiser(
        target,
        { title, names, people, functions, agencies, sides, each },
        query.has('over'),
      );
      return;
    case 'privacy':
      mount(PrivacyPage, { target });
      return;
    case 'refused':
      mount(RefusedPage, {
        target,
        props: { reason: reason as Extract<Phase, { name: 'refused' }>['reason'], onretry: () => undefined },
      });
      return;
    case 'ended':
      mount(EndedPage, {
        target,
        props: {
          reason: reason as Extract<Phase, { name: 'ended' }>['reason'],
          attendance: await attendanceAt('side'),
        },
      });
      return;
    case 'check': {
      const attendance = await attendanceAt('side');
      const { card } = attendance.sealed.who;
      if (card === null) return;
      attendance.session.phase = { name: 'ready' };
      mount(DeviceCheck, { target, props: { attendance, card, onprepare: () => undefined } });
      return;
    }
    case 'schedule':
      mount(SchedulePage, {
        target,
        props: { attendance: await attendanceAt('side'), onback: () => undefined },
      });
      return;
    default: {
      const attendance = await attendanceAt(query.get('scene') === 'side' ? 'side' : 'plenary');
      mount(MeetingRoom, { target, props: { attendance } });
    }
  }
}

const target = document.getElementById('app');
if (target === null) throw new Error('no #app');
if (query.has('theme')) localStorage.setItem('parley.theme', query.get('theme') ?? '');
localStorage.setItem('parley.language', language);
void preferences.start().then(() => show(target));
