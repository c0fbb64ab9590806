import { readAll, rule } from './rules.ts';

/* Who sees which row of the casework; composed here once, tested row by row in tests/server/rules.test.ts. */

/** Two empty relations are equal in SQL, so every comparison with the person's own also asks that there is one. */
const ownGroup = (field: string): string => `(@request.auth.group != "" && ${field} = @request.auth.group)`;
const ownTown = '(@request.auth.territory != "" && town = @request.auth.territory)';
/** Leads it, or has a part in it: `parties` holds ids between spaces, so no join is needed to look for one. */
const ownUnit = '(@request.auth.unit != "" && (unit = @request.auth.unit || parties ~ @request.auth.unit))';
/** A chief's own grid, whatever its level (feature 1.62): the chief of a cell sees that cell, not its town. */
const ownGrid =
  '(@request.auth.territory != "" && (town = @request.auth.territory || village = @request.auth.territory || cell = @request.auth.territory))';
const townNear = '(@request.auth.territory != "" && nearTowns ~ @request.auth.territory)';
/** What a covert check found stays unseen by the place it was found in until it is assigned (feature 4.24). */
const notCovert = '(covert = false || handling != "undecided")';
const seesAll = rule.role('dispatcher', 'leader', 'admin', 'discipline');
const inField = rule.role('inspector', 'grid_officer');
/** What waits for somebody to look at it again, or was judged by the one who asks: whoever re-inspects is of another group (domain.md §4). */
const toLookAt = (problem: string, is: '' | '?'): string =>
  `(${rule.role('inspector')} && (${problem}state ${is}= "submitted" || ${problem}sample ${is}= "picked" || ${problem}inspectedBy ${is}= @request.auth.id))`;

/** Office, leaders and discipline see all (the wall shows counts and columns, never a case); a unit its own; people in the field their group's or their own. */
export const seesProblem = [
  seesAll,
  `(${inField} && (foundBy = @request.auth.id || ${ownGroup('task.group')} || (${ownGrid} && ${notCovert})))`,
  `(${rule.role('regulator', 'site_officer', 'town')} && ${ownUnit})`,
  `(${rule.role('town')} && (${ownTown} || ${townNear}) && ${notCovert})`,
  // Whoever is asked to verify what the media report has to find it.
  `(${inField} && origin = "media" && ${ownGroup('group')})`,
  toLookAt('', ''),
].join(' || ');
/** The register is the map's; the officers of a site see their own. */
export const seesSource = `${rule.map} || (${rule.role('site_officer')} && @request.auth.unit != "" && unit = @request.auth.unit)`;
/** A task is its group's; a joint action is also that of the units with a part in it. A covert one has none. */
export const seesTask = [
  seesAll,
  `(${inField} && ${ownGroup('group')})`,
  `(${rule.role('regulator', 'site_officer', 'town')} && @request.auth.unit != "" && parties ~ @request.auth.unit)`,
].join(' || ');

const ofCase = '@collection.problems.id ?= subjectId';
/** Photos of a case are for those who answer for it, too. */
const partOf = (field: string, value: string): string =>
  `(${value} != "" && ${ofCase} && @collection.problems.${field} ${field === 'parties' ? '?~' : '?='} ${value})`;
/** Signed minutes are for those whom the meeting or the interview concerns; the relation is written by the server alone. */
const concerned = (row: string): string =>
  `((${rule.role('regulator', 'site_officer', 'town')} && @request.auth.unit != "" && ${row}.parties ~ @request.auth.unit) || (${rule.role('town')} && @request.auth.territory != "" && ${row}.towns ~ @request.auth.territory))`;
const notCovertCase =
  '(@collection.problems.covert ?= false || @collection.problems.handling ?!= "undecided")';
export const seesPhoto = [
  rule.office,
  rule.role('discipline'),
  rule.own('by'),
  `(${rule.role('regulator', 'site_officer', 'town')} && (${partOf('unit', '@request.auth.unit')} || ${partOf('parties', '@request.auth.unit')}))`,
  `(${rule.role('town')} && ${partOf('town', '@request.auth.territory')} && ${notCovertCase})`,
  `(${inField} && ${partOf('group', '@request.auth.group')})`,
  `(${rule.role('regulator', 'site_officer', 'town')} && @request.auth.unit != "" && partUnit = @request.auth.unit)`,
  `(${rule.role('town')} && @request.auth.territory != "" && partUnit.town = @request.auth.territory)`,
  concerned('meeting'),
  `((step.state = "in_force" || step.state = "lifted") && step.form = "interview" && ${concerned('step')})`,
  `(${ofCase} && ${toLookAt('@collection.problems.', '?')})`,
].join(' || ');

/** The story of a case is for those who answer for it; `problem` is a relation, so that the rule is one look-up. */
const unitOfEvent =
  '(@request.auth.unit != "" && (problem.unit = @request.auth.unit || problem.parties ~ @request.auth.unit))';
const gridOfEvent =
  '(@request.auth.territory != "" && (problem.town = @request.auth.territory || problem.village = @request.auth.territory || problem.cell = @request.auth.territory))';
const notCovertEvent = '(problem.covert = false || problem.handling != "undecided")';
export const seesEvent = [
  rule.office,
  rule.role('discipline'),
  rule.own('actor'),
  `(${rule.role('regulator', 'site_officer', 'town')} && ${unitOfEvent})`,
  `(${rule.role('town')} && @request.auth.territory != "" && problem.town = @request.auth.territory && ${notCovertEvent})`,
  `(${inField} && (problem.foundBy = @request.auth.id || (@request.auth.group != "" && problem.group = @request.auth.group) || (${gridOfEvent} && ${notCovertEvent})))`,
  toLookAt('problem.', ''),
].join(' || ');

/** A covert check is for its own people and the office, never for the officers of the place. */
export const seesInspection = [
  seesAll,
  `(${inField} && (mode != "covert" || by = @request.auth.id || ${ownGroup('group')}))`,
].join(' || ');
export const seesOrder = [seesAll, `(${rule.role('regulator', 'site_officer', 'town')} && ${ownUnit})`].join(
  ' || ',
);
/** A paper is for those it names, the town where it lies, and the people in the field who issued it. */
export const seesNotice = [
  seesAll,
  `(${inField} && (${rule.own('by')} || ${ownGroup('group')} || ${ownTown}))`,
  `(${rule.role('regulator', 'site_officer', 'town')} && ${ownUnit})`,
  `(${rule.role('town')} && ${ownTown})`,
].join(' || ');
export const seesReinspection = [
  seesAll,
  `(${inField} && (group = "" || ${ownGroup('group')}))`,
  `(${rule.role('regulator', 'site_officer', 'town')} && @request.auth.unit != "" && units ~ @request.auth.unit)`,
  `(${rule.role('town')} && ${ownTown})`,
].join(' || ');

const partOfStep = '(@request.auth.unit != "" && parties ~ @request.auth.unit)';
const townOfStep = '(@request.auth.territory != "" && towns ~ @request.auth.territory)';
const answering = `((${rule.role('regulator', 'site_officer', 'town')} && ${partOfStep}) || (${rule.role('town')} && ${townOfStep}))`;
/** An article that is out is no secret to those in the field; a withdrawn one is the office's. */
export const seesExposure = [
  seesAll,
  `(${inField} && state != "withdrawn")`,
  `(${answering} && state != "withdrawn")`,
].join(' || ');
/** A unit sees what was decided about it, not what is thought of, and no file about its own people; the field what is shut. */
export const seesStep = [
  seesAll,
  `(${inField} && state = "in_force" && (form = "stop_work" || form = "seal"))`,
  `(${answering} && (state = "in_force" || state = "lifted" || state = "ended") && form != "accountability")`,
].join(' || ');
/** Names and telephone numbers of those who stand by: for the office and for whoever is on the list. */
export const seesShift = [
  seesAll,
  `(${rule.signedIn} && (people ~ @request.auth.id || ${ownGroup('group')}))`,
].join(' || ');
/** Orders from above and meetings: the office and the units they name. */
export const seesDirective = `${seesAll} || ${answering}`;
/** A list that is out is for everybody who works here; a withdrawn one names its places to the office alone. */
export const seesListing = [seesAll, `(${readAll.list} && state = "published")`].join(' || ');
