import { describe, expect, it } from 'vitest';
import { datesOf, instantsOf, isUnsocial, isZone, wallTimeOf, weekdayOf } from './zones';

const at = (iso: string): number => Date.parse(iso);

describe('the instants of a wall time', () => {
  it.each([
    ['Etc/UTC', '2027-03-01T12:00', ['2027-03-01T12:00:00Z']],
    ['Europe/Paris', '2027-03-01T12:00', ['2027-03-01T11:00:00Z']],
    ['Europe/Paris', '2027-07-01T12:00', ['2027-07-01T10:00:00Z']],
    // Spring: from 02:00 to 03:00 there is no time.
    ['Europe/Paris', '2027-03-28T01:59', ['2027-03-28T00:59:00Z']],
    ['Europe/Paris', '2027-03-28T02:30', []],
    ['Europe/Paris', '2027-03-28T03:00', ['2027-03-28T01:00:00Z']],
    // Autumn: the hour from 02:00 comes twice.
    ['Europe/Paris', '2027-10-31T02:30', ['2027-10-31T00:30:00Z', '2027-10-31T01:30:00Z']],
    ['America/New_York', '2027-03-14T02:30', []],
    ['America/New_York', '2027-11-07T01:30', ['2027-11-07T05:30:00Z', '2027-11-07T06:30:00Z']],
    // Half an hour alone.
    ['Australia/Lord_Howe', '2027-10-03T02:15', []],
    ['Australia/Lord_Howe', '2027-04-04T01:45', ['2027-04-03T14:45:00Z', '2027-04-03T15:15:00Z']],
    ['Asia/Kathmandu', '2027-01-01T00:00', ['2026-12-31T18:15:00Z']],
    ['Pacific/Kiritimati', '2027-01-01T00:00', ['2026-12-31T10:00:00Z']],
    ['Pacific/Pago_Pago', '2027-01-01T00:00', ['2027-01-01T11:00:00Z']],
    // A whole day was left out.
    ['Pacific/Apia', '2011-12-30T12:00', []],
    ['Etc/UTC', 'nonsense', []],
  ])('%s %s', (zone, wall, expected) => {
    expect(instantsOf(zone, wall).map((ms) => new Date(ms).toISOString().replace('.000', ''))).toEqual(
      expected,
    );
  });

  it('are found again from the instant, around every change of a year', () => {
    for (const zone of [
      'Europe/Paris',
      'America/New_York',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Asia/Tehran',
    ])
      for (let ms = at('2027-01-01T00:00Z'); ms < at('2028-01-01T00:00Z'); ms += 407 * 60_000)
        expect(instantsOf(zone, wallTimeOf(zone, ms)), `${zone} ${ms}`).toContain(ms);
  });
});

describe('a time at another place', () => {
  it('has a weekday and dates of its own', () => {
    const ms = at('2027-03-01T23:30:00Z');
    expect(weekdayOf('Etc/UTC', ms)).toBe(0);
    expect(weekdayOf('Asia/Tokyo', ms)).toBe(1);
    expect(datesOf('Etc/UTC', ms, 30)).toEqual(['2027-03-01']);
    expect(datesOf('Etc/UTC', ms, 60)).toEqual(['2027-03-01', '2027-03-02']);
    expect(datesOf('America/New_York', ms, 60)).toEqual(['2027-03-01']);
  });

  it.each([
    ['09:00', 120, false],
    ['06:59', 30, true],
    ['07:00', 60, false],
    ['20:00', 60, false],
    ['20:00', 61, true],
    ['21:00', 30, true],
    ['23:30', 60, true],
    // Two days from nine to five.
    ['09:00', 32 * 60, false],
    ['09:00', 20 * 60, true],
  ])('from %s for %i minutes is unsocial: %s', (time, minutes, expected) => {
    const [start] = instantsOf('Europe/Paris', `2027-03-01T${time}`);
    expect(isUnsocial('Europe/Paris', start ?? 0, minutes)).toBe(expected);
  });
});

it('knows the zones that there are', () => {
  expect(isZone('Europe/Paris')).toBe(true);
  expect(isZone('Harbour/Quay')).toBe(false);
});
