import { CLIP_KINDS, MAX_CLIP_BYTES } from '../../core/casework/clip.ts';
import { UNCLOCKED } from '../../core/casework/case-clocks.ts';
import { CENTRE_STATES } from '../../core/exchange/centre-states.ts';
import { HANDLINGS, PROBLEM_ORIGINS, PROBLEM_STATES } from '../../core/casework/problem-states.ts';
import { PROPOSED_BECAUSE } from '../../core/patrol/task-proposed.ts';
import { TASK_MODES, TASK_STATES, TASK_TYPES, VISIT_RESULTS } from '../../core/patrol/task-types.ts';
import { INSPECTION_MODES, INSPECTION_OUTCOMES } from '../../core/checks/inspection-kinds.ts';
import { MEDIA_VERDICTS } from '../../core/casework/steps-media.ts';
import { VERDICTS } from '../../core/casework/problem-payloads.ts';
import { SAMPLE_STATES } from '../../core/casework/sample.ts';
import { bool, instant, int, json, number, relation, select, text, type CollectionSpec } from '../field.ts';
import { readAll, rule } from '../rules.ts';
import { seesInspection, seesPhoto, seesProblem, seesTask } from '../sees.ts';

export const casework: readonly CollectionSpec[] = [
  {
    name: 'tasks',
    kind: 'base',
    fields: [
      text('no', { max: 40 }),
      select('type', TASK_TYPES, { required: true }),
      select('state', TASK_STATES, { required: true }),
      relation('group', 'groups'),
      relation('station', 'stations'),
      relation('suggestion', 'suggestions'),
      /** The frozen zone with its wind and ranking. */
      relation('zone', 'zones'),
      /** In route order. */
      json('targets', 'TaskTarget[]'),
      /** Grids that a grid patrol goes through. */
      json('cells', 'TaskCell[] | null'),
      json('route', 'TaskRoute | null'),
      instant('sentAt'),
      instant('fromAt'),
      instant('untilAt'),
      /** Set when the wind turned while under way. */
      json('windShift', 'WindShiftFlag | null'),
      /** Turns of the wind that the office decided to sit out, oldest first. */
      json('keptShifts', 'KeptShift[] | null'),
      /** Stations downwind of the work, as it was sent. */
      json('warned', 'WarnedStation[] | null'),
      /** Why the server proposed it, and the case or inspection it goes back to. */
      select('because', PROPOSED_BECAUSE),
      text('basis', { max: 32 }),
      /** What it was for ended before it did. */
      instant('lapsedAt'),
      /** Whether those checked may know. */
      select('mode', TASK_MODES),
      json('draw', 'TaskDraw | null'),
      /** What each unit does in a joint action; `parties`: their ids between spaces, for the rule. */
      json('parts', 'TaskPart[] | null'),
      text('parties', { max: 1200 }),
      text('note', { max: 1000 }),
      int('rev', { min: 0 }),
    ],
    indexes: [
      "CREATE UNIQUE INDEX idx_tasks_no ON tasks (no) WHERE no != ''",
      'CREATE INDEX idx_tasks_state ON tasks (state, sentAt)',
      'CREATE INDEX idx_tasks_group ON tasks (`group`, state)',
    ],
    rules: { ...readAll, list: seesTask, view: seesTask },
  },
  {
    name: 'problems',
    kind: 'base',
    fields: [
      text('no', { max: 40 }),
      text('category', { required: true, max: 60 }),
      int('severity', { min: 1, max: 3 }),
      select('state', PROBLEM_STATES, { required: true }),
      select('handling', HANDLINGS, { required: true }),
      select('origin', PROBLEM_ORIGINS, { required: true }),
      relation('source', 'sources'),
      relation('task', 'tasks'),
      relation('zone', 'zones'),
      number('lng'),
      number('lat'),
      number('accuracyM', { min: 0 }),
      select('placeBy', ['gps', 'pin'], {}),
      text('placeReason', { max: 400 }),
      relation('cell', 'grids'),
      relation('town', 'grids'),
      relation('unit', 'units'),
      relation('foundBy', 'users'),
      text('group', { max: 40 }),
      text('note', { max: 2000 }),
      /** First seen by whom, upwards: cell and town are above. */
      relation('village', 'grids'),
      relation('district', 'grids'),
      text('officer', { max: 80 }),
      /** Towns whose border is near, and units with a part in it: ids between spaces (core/casework/parties.ts). */
      text('nearTowns', { max: 400 }),
      text('parties', { max: 1000 }),
      /** Rows of `inspections`, `problems` and `orders`; as text, since a device may send them in any order. */
      text('inspection', { max: 32 }),
      text('linked', { max: 32 }),
      text('order', { max: 32 }),
      text('orderNo', { max: 80 }),
      bool('covert'),
      json('parts', 'CasePart[] | null'),
      /** 督促, the latest of each role. */
      json('urges', 'Urge[] | null'),
      instant('confirmedAt'),
      instant('assignedAt'),
      int('firstSpanMs', { min: 0 }),
      int('refusals', { min: 0 }),
      text('namedUnits', { max: 400 }),
      text('handler', { max: 80 }),
      text('handlerPhone', { max: 40 }),
      text('handledBy', { max: 32 }),
      instant('acceptedAt'),
      json('plan', 'PlannedStep[] | null'),
      json('measures', 'Measure[] | null'),
      json('papers', 'Paper[] | null'),
      instant('submittedAt'),
      select('verdict', VERDICTS),
      text('inspectedBy', { max: 32 }),
      instant('inspectedAt'),
      int('returns', { min: 0 }),
      json('extension', 'unknown'),
      json('dispute', 'Dispute | null'),
      /** Where a suspended or merged case goes back to. */
      text('stateBefore', { max: 30 }),
      instant('suspendedAt'),
      text('mergedInto', { max: 32 }),
      text('absorbed', { max: 1000 }),
      instant('fixedAt'),
      select('sample', SAMPLE_STATES),
      instant('foundAt'),
      instant('receivedAt'),
      instant('deadlineAt'),
      instant('closedAt'),
      /** Edition of the problem categories that the case was made with. */
      text('edition', { max: 40 }),
      json('clocks', 'CaseClock[] | null'),
      /** When the next mark of a clock strikes; 0 = none. */
      instant('nextClockAt'),
      /** The earliest deadline that is over; 0 = none. */
      instant('overdueAt'),
      /** The ledger's open cases by an index; all 0 once a case has ended (core/casework/open-fields.ts). */
      instant('openSince'),
      instant('openDueAt'),
      instant('lackSince'),
      /** When a dispute went to a leader. */
      instant('raisedAt'),
      /** Closed with a schedule of look-backs: since when, how many were due, and the next; 0 = none. */
      instant('lookBackFrom'),
      int('lookBacks', { min: 0 }),
      instant('nextLookBackAt'),
      /** Goes back to a closed case under look-back, and to which one; `linked` is what its finder took it for. */
      bool('relapse'),
      text('relapseOf', { max: 32 }),
      /** From the media: whether it was true when somebody went to see, and by when he is to go. */
      select('verification', MEDIA_VERDICTS),
      text('verifiedBy', { max: 32 }),
      instant('verifiedAt'),
      instant('verifyDueAt'),
      /** Its number, task and stage at the city's digital-management centre, and since when we know. */
      text('centreNo', { max: 60 }),
      text('centreTaskNo', { max: 60 }),
      select('centreState', CENTRE_STATES),
      instant('centreAt'),
      int('escalation', { min: 0 }),
      json('steps', 'StepOnCase[] | null'),
      bool('demo'),
      int('rev', { min: 0 }),
    ],
    indexes: [
      'CREATE INDEX idx_problems_found ON problems (foundAt)',
      'CREATE INDEX idx_problems_state ON problems (state, foundAt)',
      // The ledger's first page by each of its filters and orders, at a million cases (bench: ledger-page-ms).
      'CREATE INDEX idx_problems_town ON problems (town, foundAt)',
      'CREATE INDEX idx_problems_category ON problems (category, foundAt)',
      'CREATE INDEX idx_problems_unit_found ON problems (unit, foundAt)',
      'CREATE INDEX idx_problems_group ON problems (`group`, foundAt)',
      'CREATE INDEX idx_problems_severity ON problems (severity, foundAt)',
      'CREATE INDEX idx_problems_open ON problems (openSince)',
      'CREATE INDEX idx_problems_open_category ON problems (category, openSince)',
      'CREATE INDEX idx_problems_open_unit ON problems (unit, openSince)',
      'CREATE INDEX idx_problems_lack ON problems (lackSince)',
      'CREATE INDEX idx_problems_open_due ON problems (openDueAt)',
      'CREATE INDEX idx_problems_overdue ON problems (overdueAt)',
      'CREATE INDEX idx_problems_source ON problems (source, foundAt)',
      'CREATE INDEX idx_problems_task ON problems (task)',
      'CREATE INDEX idx_problems_look_back ON problems (nextLookBackAt) WHERE nextLookBackAt > 0',
      'CREATE INDEX idx_problems_clock ON problems (nextClockAt) WHERE nextClockAt > 0',
      `CREATE INDEX idx_problems_unclocked ON problems (deadlineAt) WHERE ${UNCLOCKED}`,
      "CREATE INDEX idx_problems_inspection ON problems (inspection) WHERE inspection != ''",
      'CREATE INDEX idx_problems_unit ON problems (unit, state)',
      // What the ladder's rules count at a million cases: deadlines that units missed, serious findings and what was closed at a
      // place (server/jobs/ladder-facts.ts).
      "CREATE INDEX idx_problems_unit_deadline ON problems (deadlineAt) WHERE unit != ''",
      "CREATE INDEX idx_problems_serious ON problems (source, foundAt, id, severity) WHERE severity >= 2 AND source != ''",
      "CREATE INDEX idx_problems_closed ON problems (source, category, closedAt) WHERE closedAt > 0 AND source != ''",
      "CREATE UNIQUE INDEX idx_problems_no ON problems (no) WHERE no != ''",
      "CREATE UNIQUE INDEX idx_problems_centre ON problems (centreNo) WHERE centreNo != ''",
    ],
    rules: { ...readAll, list: seesProblem, view: seesProblem },
  },
  {
    name: 'inspections',
    kind: 'base',
    fields: [
      relation('task', 'tasks'),
      relation('source', 'sources'),
      relation('by', 'users'),
      instant('at'),
      number('lng'),
      number('lat'),
      number('accuracyM', { min: 0 }),
      select('result', [...new Set([...VISIT_RESULTS, ...INSPECTION_OUTCOMES])], { required: true }),
      select('mode', INSPECTION_MODES),
      text('group', { max: 40 }),
      text('note', { max: 2000 }),
      text('witness', { max: 200 }),
      select('followUp', ['police']),
      json('education', 'Education | null'),
      /** A shut gate is to be visited again by then; 0 = not needed. */
      instant('revisitDueAt'),
      json('answers', 'unknown'),
      relation('town', 'grids'),
      bool('demo'),
      int('rev', { min: 0 }),
    ],
    indexes: [
      'CREATE INDEX idx_inspections_at ON inspections (at)',
      'CREATE INDEX idx_inspections_source ON inspections (source, at)',
    ],
    rules: {
      ...readAll,
      list: seesInspection,
      view: seesInspection,
    },
  },
  {
    name: 'photos',
    kind: 'base',
    fields: [
      text('event', { required: true, max: 32 }),
      text('subject', { max: 40 }),
      text('subjectId', { max: 32 }),
      select('phase', ['before', 'after', 'paper'], { required: true }),
      text('sha256', { required: true, max: 64, pattern: '^[0-9a-f]{64}$' }),
      bool('verified'),
      json('taken', 'PhotoTaken'),
      relation('by', 'users'),
      /** The meeting or the step of the ladder whose minutes it shows; written by the server, for the rules. */
      relation('meeting', 'meetings'),
      relation('step', 'escalations'),
      /** What its content is, found out by the server; '' = a picture from before there were clips. */
      select('media', ['image', ...CLIP_KINDS]),
      /** The unit whose part of an order from above it proves; written by the server, for the rules. */
      relation('partUnit', 'units'),
      {
        type: 'file',
        name: 'file',
        maxSize: MAX_CLIP_BYTES,
        mimeTypes: ['image/jpeg', 'image/png', 'image/webp', 'video/mp4', 'video/webm', 'video/quicktime'],
        thumbs: ['160x160', '0x480'],
        protected: true,
      },
    ],
    indexes: [
      'CREATE INDEX idx_photos_subject ON photos (subjectId)',
      'CREATE INDEX idx_photos_event ON photos (event)',
      'CREATE INDEX idx_photos_sha256 ON photos (sha256)',
      "CREATE INDEX idx_photos_meeting ON photos (meeting) WHERE meeting != ''",
      "CREATE INDEX idx_photos_step ON photos (step) WHERE step != ''",
    ],
    rules: {
      list: seesPhoto,
      view: seesPhoto,
      // Whether a role takes photos the door decides: what an event names comes through after a change of post, too.
      create: `${rule.signedIn} && @request.body.by = @request.auth.id`,
      update: null,
      delete: null,
    },
  },
];
