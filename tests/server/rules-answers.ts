import { id } from './city.ts';

/** Everybody: one account per role, the foreign ones of the field, the units and the towns, and nobody at all. */
export const PEOPLE = [
  'dispatcher',
  'leader',
  'inspector',
  'otherinspector',
  'gridofficer',
  'eastofficer',
  'regulator',
  'otherregulator',
  'town',
  'othertown',
  'siteofficer',
  'discipline',
  'public',
  'admin',
  'kiosk',
  '',
] as const;
export type Person = (typeof PEOPLE)[number];

const staff = PEOPLE.filter((each) => each !== 'public' && each !== '');
/** Whoever sees the office's map: not the officers of a site. */
const onMap = staff.filter((each) => each !== 'siteofficer');
const office: Person[] = ['dispatcher', 'leader', 'admin'];
const seesAll: Person[] = [...office, 'discipline'];
export const west: Person[] = ['inspector', 'gridofficer'];
export const east: Person[] = ['otherinspector', 'eastofficer'];

/**
 * Who sees which row, said here once more and independently of the rules: one list for all rows of a collection, or one per row.
 * A collection that is not listed fails.
 */
export const SEES: Readonly<Record<string, readonly Person[] | Readonly<Record<string, readonly Person[]>>>> =
  {
    units: staff,
    groups: onMap,
    grids: staff,
    roads: staff,
    stations: staff,
    sources: { sitewest: staff, siteeast: onMap, yardwest: onMap },
    priorities: onMap,
    feeds: onMap,
    wind: onMap,
    readings: onMap,
    mobile_readings: onMap,
    sightings: onMap,
    zones: onMap,
    suggestions: onMap,
    catalogues: staff,
    corrections: office,
    batches: office,
    snapshots: [],
    replays: [],
    users: Object.fromEntries(
      PEOPLE.filter((each) => each !== '').map((each) => [each, [...new Set([...office, each])]]),
    ),
    posts: { postinspector: [...office, 'inspector'] },
    tasks: { taskone: [...seesAll, ...west], tasktwo: [...seesAll, ...east] },
    problems: {
      problemwest: [...seesAll, ...west, 'regulator', 'siteofficer', 'town'],
      problemeast: [...seesAll, ...east, 'otherregulator', 'othertown'],
      problemnowhere: seesAll,
      // Whoever looks again is somebody else than the finder, of any group.
      problemsubmitted: [...seesAll, 'inspector', 'otherinspector', 'eastofficer', 'othertown'],
      problempicked: [...seesAll, 'inspector', 'otherinspector'],
      problemjudged: [...seesAll, 'inspector'],
      // What was found covertly: neither the town nor its grid officer, though it lies there.
      problemcovert: [...seesAll, ...east],
      // Two units with a part, and the town across the border.
      problemjoint: [
        ...seesAll,
        'eastofficer',
        'otherregulator',
        'regulator',
        'siteofficer',
        'othertown',
        'town',
      ],
    },
    orders: [...seesAll, 'regulator', 'siteofficer'],
    notices: [...seesAll, ...west, 'regulator', 'siteofficer', 'town'],
    reinspections: [...seesAll, ...west, 'regulator', 'siteofficer', 'town'],
    exposures: {
      exposure: [...seesAll, ...west, ...east, 'regulator', 'siteofficer', 'town'],
      exposurewithdrawn: seesAll,
    },
    directives: [...seesAll, 'regulator', 'siteofficer', 'town'],
    meetings: [...seesAll, 'otherregulator'],
    // A published list is no secret; the names of a withdrawn one are the office's.
    listings: { listpublished: staff, listwithdrawn: seesAll },
    responses: staff,
    // Names and numbers: the office, and whoever is on the list.
    duty_shifts: { shiftofgroup: [...seesAll, ...west], shiftofone: [...seesAll, 'otherregulator'] },
    reductions: { reductionwest: staff, reductioneast: onMap },
    escalations: {
      stepproposed: seesAll,
      steplisting: [...seesAll, 'regulator', 'siteofficer', 'town'],
      stepseal: [...seesAll, ...west, ...east, 'regulator', 'siteofficer', 'town'],
      stepfile: seesAll,
      stepinterview: [...seesAll, 'regulator', 'siteofficer', 'town'],
      stepthought: seesAll,
    },
    ownership_rules: seesAll,
    inspections: {
      inspection: [...seesAll, ...west, ...east],
      inspectioncovert: [...seesAll, ...east],
    },
    // What nobody in particular made is not a stranger's.
    photos: {
      photoinspector: [...office, 'discipline', ...west, 'regulator', 'siteofficer', 'town'],
      photocovert: [...office, 'discipline', 'otherinspector'],
      photopicked: [...office, 'discipline', 'inspector', 'otherinspector'],
      photonobody: [...office, 'discipline'],
      // Signed minutes: whoever sees the meeting or the interview; no file about a unit's own people, nothing that is only thought of.
      photomeeting: [...office, 'discipline', 'otherregulator'],
      photointerview: [...office, 'discipline', 'regulator', 'siteofficer', 'town'],
      photothought: [...office, 'discipline'],
      photofile: [...office, 'discipline'],
      // A part of an order from above: the unit that did it, whoever of it took the photo.
      photopart: [...office, 'discipline', 'regulator', 'siteofficer'],
    },
    events: {
      eventinspector: [...office, 'discipline', ...west, 'regulator', 'siteofficer', 'town'],
      eventpicked: [...office, 'discipline', 'inspector', 'otherinspector'],
      eventnobody: [...office, 'discipline'],
    },
    reports: ['dispatcher', 'admin'],
    // The one thing that is everybody's, as long as its article is.
    exposure_pictures: {
      ...{ picture: PEOPLE, picturelooked: PEOPLE },
      ...{ pictureunmasked: office, picturehidden: office, picturewithdrawn: office },
    },
    feedback: ['admin'],
    refusals: { refusalinspector: [...office, 'inspector'], refusalnobody: office },
  };

/** Whether a person may see a row of a collection; throws where nobody has said so. */
export function maySee(collection: string, row: string, person: Person): boolean {
  const sees = SEES[collection];
  if (sees === undefined) throw new Error(`say in SEES who sees ${collection}`);
  const list = Array.isArray(sees)
    ? (sees as readonly Person[])
    : Object.entries(sees as Readonly<Record<string, readonly Person[]>>).find(
        ([name]) => id(name) === row,
      )?.[1];
  if (list === undefined) throw new Error(`say in SEES who sees ${row}`);
  return list.includes(person);
}
