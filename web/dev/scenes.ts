/**
 * Every screen without a server, for looking at while it is made: /dev/scenes.html?scene=table&sides=2&each=3. Served by `npm run dev`
 * alone; the build does not know this folder.
 */
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/noto-sans-arabic/wght.css';
import { mount } from 'svelte';
import { OrganiserSecret } from '../src/e2ee/invitation/secrets';
import type { Ways } from '../src/session/attendance.svelte';
import type { MeetingView, Occupant, Participant, Reason, ServerMessage } from '../src/signalling/messages';
import type { ChannelEvents } from '../src/signalling/socket';
import '../src/view/app.css';
import HomePage from '../src/view/home/HomePage.svelte';
import MeetingPage from '../src/view/join/MeetingPage.svelte';
import { preferences } from '../src/view/preferences.svelte';
import { showOrganiser } from './organised';

const query = new URLSearchParams(location.search);
const scene = query.get('scene') ?? 'home';
const each = Number(query.get('each') ?? '3');
const sides = Number(query.get('sides') ?? '2');
const arabic = (query.get('language') ?? 'en') === 'ar';

const people = arabic
  ? ['رئيسة الوفد', 'نائب الرئيسة', 'خبير الموانئ', 'مدوّن']
  : ['Robin Vale', 'Alex of the North Quay', 'Sam', 'Kim Ashford-Penrose'];
const functions = arabic
  ? ['رئاسة الوفد', 'نيابة الرئاسة', 'خبرة', '']
  : ['Head of delegation', 'Deputy head', 'Adviser on tariffs and quays', ''];
const names = arabic
  ? ['المرفأ', 'الهضبة', 'الوادي', 'الجزيرة', 'النهر', 'السهل', 'الغابة', 'الساحل']
  : ['Harbour', 'Ridge', 'Valley', 'Island', 'River', 'Plain', 'Forest', 'Coast'];
const title = arabic ? 'رسوم المرفأ، الجولة الأولى' : 'Harbour dues, first round';

const meeting: MeetingView = {
  id: 'scenescenescenescenesc',
  title,
  sides: Array.from({ length: sides }, (_, side) => ({
    id: `side${side}`,
    name: names[side] ?? '',
    seats: Array.from({ length: each }, (_, seat) => ({
      id: `seat${side}-${seat}`,
      name: people[(seat + side) % people.length] ?? '',
      title: functions[(seat + side) % functions.length] ?? '',
    })),
  })),
};

const seats = meeting.sides.flatMap((side) => side.seats.map((seat) => seat.id));
const you = seats[0] ?? '';
const absent = Number(query.get('absent') ?? '1');
const sharing = Number(query.get('sharing') ?? '0');

const participants: Participant[] = seats
  .filter((seat, index) => seat === you || index < seats.length - absent)
  .map((seat, index) => ({
    seat,
    microphone: index % 3 !== 2,
    camera: index % 4 !== 3,
    screen: index > 0 && index <= sharing,
    interrupted: query.has('interrupted') && index === 4,
  }));

const others = participants.filter((participant) => participant.seat !== you);
const seating: Occupant[] = [
  ...others.map((one, slot): Occupant => ({ slot, seat: one.seat, showing: 'person' })),
  ...others
    .filter((one) => one.screen)
    .map((one, index): Occupant => ({ slot: others.length + index, seat: one.seat, showing: 'screen' })),
];

/** A moving picture, so that tiles show something. */
function picture(hue: number, text: boolean): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 360;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  let frame = 0;
  setInterval(() => {
    frame++;
    context.fillStyle = text ? '#fff' : `hsl(${hue} 22% 38%)`;
    context.fillRect(0, 0, 640, 360);
    context.fillStyle = text ? '#223' : `hsl(${hue} 25% 62%)`;
    if (text) {
      context.font = '22px serif';
      for (let line = 0; line < 11; line++)
        context.fillText(
          `${line + 1}. The parties agree to [equal] dues at either quay.`,
          40,
          50 + line * 28,
        );
    } else {
      context.beginPath();
      context.arc(320, 150 + Math.sin(frame / 9) * 4, 70, 0, 7);
      context.ellipse(320, 350, 150, 120, 0, 0, 7);
      context.fill();
    }
  }, 100);
  return canvas.captureStream(10);
}

const ways: Ways = {
  open: (events: ChannelEvents) => {
    const say = (message: ServerMessage): void => {
      setTimeout(() => {
        events.received(message);
      }, 10);
    };
    setTimeout(() => {
      events.opened();
    }, 10);
    return {
      send: (message) => {
        if (message.type === 'enter') {
          const reason = query.get('refused') as Reason | null;
          if (reason !== null) say({ type: 'refused', reason });
          else
            say({
              type: 'entered',
              protocol: 1,
              meeting,
              you,
              participants: others.slice(0, 4),
              maxSlots: 64,
            });
        } else if (message.type === 'join') {
          say({ type: 'joined', session: 's', answer: '', participants, seating });
          say({ type: 'speaking', seats: [seats[each] ?? ''] });
          if (query.has('stopping')) say({ type: 'ended', reason: 'serverStopping' });
          if (query.has('takenOver')) say({ type: 'ended', reason: 'takenOver' });
          if (query.has('stopping')) setTimeout(events.closed, 50);
        }
      },
      check: () => undefined,
      close: () => undefined,
    };
  },
  connect: () => {
    let received = 0;
    const streams = seating.map((occupant, index) => picture(index * 47, occupant.showing === 'screen'));
    return {
      slots: 64,
      streams,
      offer: () => {
        const video = { mid: '', encodings: [] };
        return Promise.resolve({
          sdp: '',
          sources: { microphone: { mid: '' }, camera: video, screen: video },
          slots: [],
        });
      },
      accept: () => Promise.resolve(),
      read: () => Promise.resolve({ received: query.has('stopping') ? 0 : ++received, failed: false }),
      setTrack: () => Promise.resolve(),
      close: () => undefined,
    };
  },
};

function start(): void {
  const target = document.getElementById('app');
  if (target === null) throw new Error('no #app');
  if (query.has('theme')) localStorage.setItem('parley.theme', query.get('theme') ?? '');
  localStorage.setItem('parley.language', arabic ? 'ar' : 'en');
  preferences.start();
  switch (scene) {
    case 'home':
      mount(HomePage, { target });
      return;
    case 'organise':
      void showOrganiser(target, { title, names, people, functions, sides, each }, query.has('over'));
      return;
    default:
      // The table straight away, or the device check before it.
      if (scene === 'table') sessionStorage.setItem(`parley.inside.${meeting.id}`, 'inside');
      else sessionStorage.clear();
      void OrganiserSecret.random()
        .linkSeed(you, 0)
        .then((seed) => mount(MeetingPage, { target, props: { meeting: meeting.id, seed, ways } }));
  }
}

start();
