/** Calm abstract figures in the place of people, for pictures that are shown to readers. */

const WIDTH = 1280;
const HEIGHT = 720;

interface Palette {
  wall: [string, string];
  coat: string;
  skin: string;
  hair: string;
}

const PALETTES: readonly Palette[] = [
  { wall: ['#c9d3d6', '#9fb0b5'], coat: '#34495e', skin: '#d8b397', hair: '#4a3a31' },
  { wall: ['#d9cfc2', '#b7a892'], coat: '#5b3f3a', skin: '#b98a6a', hair: '#231c18' },
  { wall: ['#cfd8cb', '#a5b49e'], coat: '#2f4a43', skin: '#e3c3aa', hair: '#8a6d4b' },
  { wall: ['#d3cfdb', '#aaa3ba'], coat: '#423a57', skin: '#9a6f52', hair: '#191514' },
  { wall: ['#d8d2c8', '#b9b0a2'], coat: '#3b3f46', skin: '#cfa486', hair: '#b9b3ab' },
  { wall: ['#c6d0da', '#94a6b8'], coat: '#2b3d55', skin: '#c79b7c', hair: '#2f2622' },
];

export function drawPortrait(context: CanvasRenderingContext2D, person: number, nowMs: number): void {
  const palette = PALETTES[person % PALETTES.length]!;
  const wall = context.createLinearGradient(0, 0, WIDTH, HEIGHT);
  wall.addColorStop(0, palette.wall[0]);
  wall.addColorStop(1, palette.wall[1]);
  context.fillStyle = wall;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  drawRoom(context, person);

  const sway = Math.sin(nowMs / 1700 + person) * 6;
  const nod = Math.sin(nowMs / 1100 + person * 2) * 3;
  const x = WIDTH / 2 + sway;
  context.fillStyle = palette.coat;
  context.beginPath();
  context.moveTo(x - 330, HEIGHT);
  context.bezierCurveTo(x - 310, 560, x - 210, 520, x - 80, 500);
  context.lineTo(x + 80, 500);
  context.bezierCurveTo(x + 210, 520, x + 310, 560, x + 330, HEIGHT);
  context.fill();
  context.fillStyle = '#f4f1ec';
  context.beginPath();
  context.moveTo(x - 62, 500);
  context.lineTo(x, 640);
  context.lineTo(x + 62, 500);
  context.fill();
  context.fillStyle = palette.skin;
  context.fillRect(x - 52, 420, 104, 90);
  context.beginPath();
  context.ellipse(x, 315 + nod, 122, 158, 0, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = palette.hair;
  drawHair(context, person, x, 315 + nod);
}

/** A window or a shelf behind the person. */
function drawRoom(context: CanvasRenderingContext2D, person: number): void {
  context.fillStyle = 'rgba(255,255,255,0.28)';
  if (person % 2 === 0) {
    context.fillRect(90, 80, 210, 330);
    context.fillRect(980, 80, 210, 330);
  } else {
    for (let row = 0; row < 3; row++) context.fillRect(860, 130 + row * 130, 340, 14);
    context.fillStyle = 'rgba(0,0,0,0.13)';
    for (let at = 0; at < 18; at++) {
      const height = 70 + ((at * 37 + person * 11) % 34);
      context.fillRect(870 + (at % 6) * 40, 130 + Math.floor(at / 6) * 130 - height, 26, height);
    }
  }
}

function drawHair(context: CanvasRenderingContext2D, person: number, x: number, y: number): void {
  context.beginPath();
  if (person % 3 === 0) {
    context.ellipse(x, y - 62, 130, 108, 0, Math.PI, Math.PI * 2);
    context.ellipse(x, y - 62, 130, 26, 0, 0, Math.PI);
  } else if (person % 3 === 1) {
    context.ellipse(x, y - 50, 142, 128, 0, Math.PI, Math.PI * 2);
    context.bezierCurveTo(x + 150, y + 90, x + 150, y + 150, x + 118, y + 176);
    context.bezierCurveTo(x + 112, y + 60, x + 92, y - 40, x, y - 66);
    context.bezierCurveTo(x - 92, y - 40, x - 112, y + 60, x - 118, y + 176);
    context.bezierCurveTo(x - 150, y + 150, x - 150, y + 90, x - 142, y - 50);
  } else {
    context.ellipse(x, y - 80, 118, 82, 0, Math.PI, Math.PI * 2);
    context.ellipse(x, y - 80, 118, 16, 0, 0, Math.PI);
  }
  context.fill();
}

/** A shared page: a heading, lines of text, a small table. */
export function drawSlide(context: CanvasRenderingContext2D): void {
  context.fillStyle = '#fbfaf7';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.fillStyle = '#24313a';
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.font = '600 44px sans-serif';
  context.fillText('Harbour access: the plan and two alternatives', 90, 120);
  context.font = '26px sans-serif';
  ['Opening hours and pilotage', 'Fees, reviewed each spring', 'Joint inspection, by turns'].forEach((line, at) => {
    context.fillText(`${at + 1}.  ${line}`, 100, 200 + at * 46);
  });
  context.strokeStyle = '#b9c2c6';
  context.lineWidth = 2;
  for (let row = 0; row <= 4; row++) {
    context.beginPath();
    context.moveTo(90, 370 + row * 70);
    context.lineTo(1190, 370 + row * 70);
    context.stroke();
  }
  context.font = '24px sans-serif';
  const cells = [
    ['', 'Plan', 'Alternative 1', 'Alternative 2'],
    ['Start', 'Spring', 'Autumn', 'Spring'],
    ['Cost', 'Shared', 'Shared by use', 'Each its own'],
    ['Review', 'Yearly', 'Every two years', 'Yearly'],
  ];
  cells.forEach((row, y) => row.forEach((cell, x) => context.fillText(cell, 110 + x * 270, 415 + y * 70)));
}
