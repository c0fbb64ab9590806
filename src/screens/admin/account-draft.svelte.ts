import { dateKey, dayStart } from '../../core/china-time.ts';
import {
  CAPABILITIES,
  refusePerson,
  refusePost,
  type Capability,
  type Person,
  type PostWish,
} from '../../core/people/account-rules.ts';
import type { Role } from '../../core/roles.ts';
import type { PostRecord, UserRecord } from '../../schema/records.ts';
import { city } from '../../state/city.svelte.ts';
import { say } from '../../text/say.ts';
import { fitsUnit } from './account-options.ts';

/** Roles whose rights come from a group, a grid; the others have the whole district. */
const HAS_GROUP: readonly Role[] = ['inspector', 'grid_officer'];
const HAS_GRID: readonly Role[] = ['grid_officer', 'inspector'];

/** A person and a post as they are being written down. */
export class AccountDraft {
  name = $state('');
  email = $state('');
  phone = $state('');
  role = $state('');
  unit = $state('');
  group = $state('');
  territory = $state('');
  title = $state('');
  capabilities = $state<readonly Capability[]>([]);
  day: string = $state(dateKey(Date.now()));

  /** Begins with what somebody is now, and with title and capabilities of the posts held; somebody new begins empty. */
  constructor(person: UserRecord | null = null, email = '', held: readonly PostRecord[] = []) {
    if (!person) return;
    Object.assign(this, { name: person.name, email, phone: person.phone });
    const { role, unit, group, territory } = person;
    Object.assign(this, { role, unit, group, territory });
    this.title = held.find((each) => each.title !== '')?.title ?? '';
    this.capabilities = CAPABILITIES.filter((each) => held.some((post) => post.capabilities.includes(each)));
  }

  get hasGroup(): boolean {
    return HAS_GROUP.includes(this.role as Role);
  }
  get hasGrid(): boolean {
    return HAS_GRID.includes(this.role as Role);
  }

  get person(): Person {
    return { name: this.name.trim(), email: this.email.trim().toLowerCase(), phone: this.phone.trim() };
  }

  /** What the role does not ask for is left out, whatever was chosen before. */
  get post(): PostWish {
    const kind = city.unitById.get(this.unit)?.kind ?? '';
    const unit = fitsUnit(this.role, kind) ? this.unit : '';
    const town = this.role === 'town' ? (city.unitById.get(unit)?.town ?? '') : '';
    return {
      role: this.role as Role,
      unit,
      group: this.hasGroup ? this.group : '',
      territory: this.hasGrid ? this.territory : town,
      title: this.title.trim(),
      capabilities: this.capabilities,
      fromAt: dayStart(this.day) ?? Number.NaN,
    };
  }

  toggle(capability: Capability): void {
    this.capabilities = this.capabilities.includes(capability)
      ? this.capabilities.filter((each) => each !== capability)
      : [...this.capabilities, capability];
  }

  /** Why the person or the post cannot be kept as written, in a sentence; '' when nothing is against it. */
  personFault(): string {
    const wrong = refusePerson(this.person);
    return wrong ? say(wrong) : '';
  }
  postFault(now: number): string {
    const { post } = this;
    const wrong = refusePost(post, {
      unitKind: city.unitById.get(post.unit)?.kind ?? null,
      hasGroup: city.groupById.has(post.group),
      gridLevel: city.gridById.get(post.territory)?.level ?? null,
      heldFrom: 0,
      now,
    });
    return wrong ? say(wrong) : '';
  }
}
