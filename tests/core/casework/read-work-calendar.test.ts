import { expect, it } from 'vitest';
import { readWorkCalendar } from '../../../src/core/casework/read-work-calendar.ts';
import { clockSettings } from '../../../src/core/casework/clock-catalogue.ts';

const hours = (value: number, unit = 'clockHours') => ({ unit, value });

it('takes an edition in whole and in part', () => {
  const whole = {
    hours: [
      [840, 1080],
      [510, 720],
    ],
    years: { '2027': { off: ['02-17'], work: ['02-14'] } },
    responses: [
      { level: 'orange', fromAt: 1, untilAt: 0 },
      { level: 'red', fromAt: 1000, untilAt: 2000 },
    ],
    steps: { decide: { usual: hours(2, 'workHours'), emergency: hours(1) } },
  };
  for (const body of [whole, { years: whole.years }, {}]) {
    const read = readWorkCalendar(body);
    expect(read.ok && read.value).toBe(body);
    expect(clockSettings(read.ok ? read.value : null, null).steps.accept.usual.value).toBe(4);
  }
});

it.each([
  [null, 'server_field_object', ''],
  [{ hour: [] }, 'server_field_unknown', 'hour'],
  [{ hours: [] }, 'server_field_required', 'hours'],
  [{ hours: '8-12' }, 'server_field_list', 'hours'],
  [{ hours: [[510, 720, 800]] }, 'server_calendar_span', 'hours[0]'],
  [{ hours: [['08:30', '12:00']] }, 'server_calendar_span', 'hours[0]'],
  [{ hours: [[720, 510]] }, 'server_calendar_span', 'hours[0]'],
  [{ hours: [[0, 1441]] }, 'server_calendar_span', 'hours[0]'],
  [{ years: { '27': { off: [], work: [] } } }, 'server_calendar_year', undefined],
  [{ years: { '2027': { off: ['2-17'], work: [] } } }, 'server_calendar_day', 'years.2027.off[0]'],
  [{ years: { '2027': { off: ['13-01'], work: [] } } }, 'server_calendar_day', 'years.2027.off[0]'],
  [{ years: { '2027': { off: [] } } }, 'server_field_list', 'years.2027.work'],
  [{ responses: [{ level: 'purple', fromAt: 1, untilAt: 0 }] }, 'server_field_choice', 'responses[0].level'],
  [
    { responses: [{ level: 'red', fromAt: 2000, untilAt: 1000 }] },
    'server_calendar_response',
    'responses[0]',
  ],
  [{ steps: { decide: null } }, 'server_field_object', 'steps.decide'],
  [{ steps: { decide: { usual: hours(2) } } }, 'server_field_object', 'steps.decide.emergency'],
  [
    { steps: { decide: { usual: hours(0), emergency: hours(1) } } },
    'server_field_number',
    'steps.decide.usual.value',
  ],
  [
    { steps: { decide: { usual: hours(2, 'days'), emergency: hours(1) } } },
    'server_field_choice',
    'steps.decide.usual.unit',
  ],
  [{ steps: { rectify: { usual: hours(2), emergency: hours(1) } } }, 'server_field_unknown', 'steps.rectify'],
])('refuses %j by its field', (body, key, field) => {
  const read = readWorkCalendar(body);
  expect(read.ok ? 'ok' : [read.error.key, read.error.params?.['field']]).toEqual([key, field]);
});

it('refuses hours that overlap: a minute would be worked twice', () => {
  const read = readWorkCalendar({
    hours: [
      [600, 800],
      [510, 720],
    ],
  });
  expect(!read.ok && read.error.key).toBe('server_calendar_overlap');
});
